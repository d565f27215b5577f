import { Textarea } from '@mantine/core';
import { type JSX, useState } from 'react';
import { jsonText, parseJson } from './parse-json.ts';

interface Props {
  label: string;
  description?: string;
  value: string;
  error?: string | undefined;
  rows?: number;
  onChange(text: string): void;
}

const MOST_ROWS = 14;

/**
 * A JSON value as text, laid out anew when the caret leaves it. It grows while one types and at no other time: what is left for a button below would else be
 * gone from under the pointer before it is let go. For the same reason its faults are the form's to say, when it is sent.
 */
export function JsonField({ label, description, value, error, rows = 4, onChange }: Props): JSX.Element {
  const rowsOf = (text: string) => Math.min(Math.max(text.split('\n').length, rows), MOST_ROWS);
  const [height, setHeight] = useState(() => rowsOf(value));
  return (
    <Textarea
      label={label}
      {...(description === undefined ? {} : { description })}
      value={value}
      {...(error === undefined ? {} : { error })}
      rows={height}
      resize="vertical"
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
      onChange={({ currentTarget }) => {
        setHeight(rowsOf(currentTarget.value));
        onChange(currentTarget.value);
      }}
      onBlur={() => {
        const parsed = parseJson(value);
        if (parsed) onChange(jsonText(parsed.value));
      }}
    />
  );
}
