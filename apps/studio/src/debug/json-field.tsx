import { JsonInput } from '@mantine/core';
import { jsonFault } from '@patchbay/node-form/json-fault';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';

interface Props {
  label: string;
  description?: string;
  value: string;
  error?: string | undefined;
  rows?: number;
  onChange(text: string): void;
}

/** A JSON value as text, laid out anew when the caret leaves it. */
export function JsonField({ label, description, value, error, rows = 4, onChange }: Props): JSX.Element {
  const t = useTexts('debug');
  return (
    <JsonInput
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value}
      onChange={onChange}
      {...(error === undefined ? {} : { error })}
      validationError={t('thisIsNoJson', jsonFault(value))}
      formatOnBlur
      autosize
      minRows={rows}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
    />
  );
}
