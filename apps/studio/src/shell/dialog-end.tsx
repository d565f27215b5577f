import { Button, Group, Text } from '@mantine/core';
import type { JSX } from 'react';
import { errorText } from '../api/notify.ts';

interface Props {
  /** What is to be done when the form is sent. */
  work: { isError: boolean; error: unknown; isPending: boolean };
  action: string;
  disabled?: boolean;
  /** Left out where closing the dialog is enough. */
  cancel?: { label: string; onClick(): void };
}

/** The end of a dialog's form: what went wrong, and its buttons. */
export function DialogEnd({ work, action, disabled = false, cancel }: Props): JSX.Element {
  return (
    <>
      {work.isError ? (
        <Text c="red" size="sm" role="alert">
          {errorText(work.error)}
        </Text>
      ) : null}
      <Group justify="flex-end">
        {cancel ? (
          <Button variant="default" onClick={cancel.onClick}>
            {cancel.label}
          </Button>
        ) : null}
        <Button type="submit" loading={work.isPending} disabled={disabled}>
          {action}
        </Button>
      </Group>
    </>
  );
}
