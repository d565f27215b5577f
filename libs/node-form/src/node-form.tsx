import { type FormField } from '@patchbay/node-kit';
import { Stack } from '@mantine/core';
import type { JSX } from 'react';
import { FieldList } from './field-list.tsx';
import { type ConfigIssue, FormContextProvider, type FormContextValue } from './form-context.ts';
import type { WidgetProps } from './widget-props.ts';

interface Props {
  fields: readonly FormField[];
  values: Record<string, unknown>;
  issues: readonly ConfigIssue[];
  context: FormContextValue;
  onChange: WidgetProps['onChange'];
}

/** The form of any node, drawn from its definition's fields. */
export function NodeForm({ fields, values, issues, context, onChange }: Props): JSX.Element {
  return (
    <FormContextProvider value={context}>
      <Stack gap="sm">
        <FieldList fields={fields} values={values} path={[]} issues={issues} onChange={onChange} />
      </Stack>
    </FormContextProvider>
  );
}
