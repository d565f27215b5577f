import { Alert, Button, Stack } from '@mantine/core';
import { type FormEvent, type JSX, type ReactNode, useState } from 'react';
import { errorText } from '../api/notify.ts';

interface Props {
  /** What the button says. */
  action: string;
  submit(): Promise<void>;
  children: ReactNode;
}

/** A form that lets somebody in: says what was wrong with it. */
export function EntranceForm({ action, submit, children }: Props): JSX.Element {
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      await submit();
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)}>
      <Stack>
        {children}
        {fault ? (
          <Alert color="red" role="alert">
            {fault}
          </Alert>
        ) : null}
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
