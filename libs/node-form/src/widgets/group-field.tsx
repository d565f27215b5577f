import { Fieldset, Input, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { FieldList } from '../field-list.tsx';
import { isRecord, type WidgetProps } from '../widget-props.ts';

/** An object with fields of its own. */
export function GroupField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  return (
    <Fieldset legend={field.label}>
      <Stack gap="sm">
        <Input.Description>{field.help}</Input.Description>
        <FieldList
          fields={field.fields ?? []}
          values={isRecord(value) ? value : {}}
          path={path}
          issues={issues}
          onChange={onChange}
        />
      </Stack>
    </Fieldset>
  );
}
