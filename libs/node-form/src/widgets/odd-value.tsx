import { Button, Stack } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useFormContext } from '../form-context.ts';
import type { WidgetProps } from '../widget-props.ts';
import { messageProps } from './field-message.tsx';
import { GrowingTextarea } from './growing-textarea.tsx';

/** What stands in a flow where the form has other fields: shown as it is, and kept until one asks for the fields. */
export function OddValue({
  field,
  value,
  path,
  issues,
  replace,
}: Omit<WidgetProps, 'onChange'> & { replace(): void }): JSX.Element {
  const t = useTexts('nodeForm');
  const { readOnly } = useFormContext();
  return (
    <Stack gap={6} align="flex-start">
      <GrowingTextarea
        w="100%"
        label={field.label}
        description={t('oddValue', { kind: t(`odd_${kindOf(value)}`) })}
        withAsterisk={field.needed ?? field.required}
        {...messageProps({ issues, path, below: true })}
        readOnly
        spellCheck={false}
        monospace
        maxRows={12}
        value={typeof value === 'string' ? value : JSON.stringify(value, null, 2)}
      />
      {readOnly ? null : (
        <Button
          size="compact-sm"
          variant="light"
          onClick={({ currentTarget }) => {
            const place = currentTarget.closest('[data-path]');
            replace();
            // The button is gone with what it replaced.
            requestAnimationFrame(() =>
              place?.querySelector<HTMLElement>(':is(input, textarea, select, button):not([disabled])')?.focus(),
            );
          }}
        >
          {t('replaceByFields')}
        </Button>
      )}
    </Stack>
  );
}

function kindOf(value: unknown): 'text' | 'number' | 'boolean' | 'list' | 'object' {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}
