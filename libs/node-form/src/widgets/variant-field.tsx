import { Input, NativeSelect, Stack } from '@mantine/core';
import type { JSX } from 'react';
import { useFormContext } from '../form-context.ts';
import { isRecord, type WidgetProps } from '../widget-props.ts';
import { messageProps } from './field-message.tsx';
import { JsonSchemaField } from './json-schema-field.tsx';

/** One of several kinds of value: a plain one, or an object with one JSON Schema. */
export function VariantField({ field, value, path, issues, onChange }: WidgetProps): JSX.Element {
  const { readOnly } = useFormContext();
  const variants = field.variants ?? [];
  const current = value ?? field.default;
  const index = variants.findIndex((variant) =>
    variant.key === undefined ? variant.value === current : isRecord(current) && variant.key in current,
  );
  const chosen = variants[index];
  const choose = (next: number) => {
    const variant = variants[next];
    if (!variant) return;
    onChange(path, variant.key === undefined ? variant.value : { [variant.key]: { type: 'object', properties: {} } });
  };
  return (
    <Input.Wrapper
      label={field.label}
      description={field.help}
      {...(chosen?.key === undefined ? messageProps({ issues, path }) : {})}
    >
      <Stack gap="xs" mt={4}>
        <NativeSelect
          aria-label={field.label}
          disabled={readOnly}
          value={String(index)}
          data={variants.map((variant, at) => ({ value: String(at), label: variant.label }))}
          onChange={(event) => choose(Number(event.currentTarget.value))}
        />
        {chosen?.key !== undefined && isRecord(current) ? (
          <JsonSchemaField
            field={{ key: chosen.key, label: chosen.keyLabel ?? chosen.key, widget: 'json-schema', required: true }}
            value={current[chosen.key]}
            path={[...path, chosen.key]}
            issues={issues}
            onChange={onChange}
          />
        ) : null}
      </Stack>
    </Input.Wrapper>
  );
}
