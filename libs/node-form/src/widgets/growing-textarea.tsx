import { Textarea, type TextareaProps } from '@mantine/core';
import type { JSX } from 'react';

// Where the browser can, the field grows by itself. Measuring it in a script makes the browser lay out the whole page twice for each key.
const growsItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

interface Props extends Omit<TextareaProps, 'styles' | 'classNames' | 'autosize'> {
  maxRows: number;
  monospace?: boolean;
}

/** A field of several lines that grows with what is written, from `minRows` to `maxRows`. */
export function GrowingTextarea({ minRows = 1, maxRows, monospace = false, ...rest }: Props): JSX.Element {
  const font = monospace ? { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } : {};
  if (!growsItself) return <Textarea {...rest} autosize minRows={minRows} maxRows={maxRows} styles={{ input: font }} />;
  return (
    <Textarea
      {...rest}
      classNames={{ input: 'pb-grows' }}
      styles={{ input: { ...font, '--pb-least': minRows, '--pb-most': maxRows } }}
    />
  );
}
