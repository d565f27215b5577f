import { type FormField } from '@patchbay/node-kit';
import { Stack } from '@mantine/core';
import type { JSX, KeyboardEvent } from 'react';
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
      <Stack gap="sm" onKeyDown={keepDelete}>
        <FieldList fields={fields} values={values} path={[]} issues={issues} onChange={onChange} />
      </Stack>
    </FormContextProvider>
  );
}

// On a button of a form, such as what adds an item to a list whose last one went, it takes away nothing, least of all the node.
function keepDelete(event: KeyboardEvent<HTMLElement>): void {
  const { key, target } = event;
  if (key !== 'Delete' && key !== 'Backspace') return;
  if (target instanceof Element && target.closest('button')) event.stopPropagation();
}
