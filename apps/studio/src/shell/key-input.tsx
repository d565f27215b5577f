import { TextInput, type TextInputProps } from '@mantine/core';
import { slugify } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';

const kinds = {
  key: { pattern: '[a-z0-9\\-]{1,64}', text: 'keyForm', fitting: slugify },
  workspace: { pattern: '[a-z0-9](?:[a-z0-9\\-]{0,62}[a-z0-9])?', text: 'keyForm', fitting: slugify },
  variable: { pattern: '[A-Za-z_][A-Za-z0-9_]{0,63}', text: 'variableForm', fitting: variableName },
} as const;

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'pattern' | 'required'> {
  kind: keyof typeof kinds;
  value: string;
  onChange(value: string): void;
}

/** Takes a key. What it must look like is said in our own words once a form with another is sent off, and until the key is changed. */
export function KeyInput({ kind, value, onChange, error, ...rest }: Props): JSX.Element {
  const t = useTexts('shell');
  const [refused, setRefused] = useState<string>();
  const { pattern, text, fitting } = kinds[kind];
  return (
    <TextInput
      {...rest}
      required
      pattern={pattern}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={refused !== undefined && refused === value ? t(text, { example: fitting(value) }) : error}
      onInvalid={(event) => {
        const field = event.currentTarget;
        // That it is empty the browser says well enough.
        if (!field.validity.patternMismatch) return;
        event.preventDefault();
        setRefused(value);
        // The first field that does not fit gets the focus, as where the browser tells it.
        if (field.form?.querySelector(':invalid') === field) field.focus();
      }}
    />
  );
}

function variableName(text: string): string {
  const name = slugify(text).replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}`.slice(0, 64) : name;
}
