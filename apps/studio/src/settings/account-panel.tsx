import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyDone } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';

export function AccountPanel(): JSX.Element {
  const { user, signedOut } = useSession();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => client.call('changePassword', { body: { current, password } }),
    onSuccess: () => {
      notifyDone('The password is changed. Sign in with the new one.');
      signedOut();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack maw={420}>
        <Text>
          {user?.name} · {user?.email}
        </Text>
        <PasswordInput
          label="Current password"
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label="New password"
          description="At least 12 characters. All your sessions end."
          required
          minLength={12}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.isError ? (
          <Text c="red" size="sm" role="alert">
            {errorText(change.error)}
          </Text>
        ) : null}
        <Button type="submit" loading={change.isPending} style={{ alignSelf: 'flex-start' }}>
          Change the password
        </Button>
      </Stack>
    </form>
  );
}
