import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyDone } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';

export function AccountPanel(): JSX.Element {
  const t = useTexts('settings');
  const { user, signedOut } = useSession();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => client.call('changePassword', { body: { current, password } }),
    onSuccess: () => {
      notifyDone(t('thePasswordIsChangedSign'));
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
          label={t('currentPassword')}
          required
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('newPassword')}
          description={t('atLeast12CharactersAll')}
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
          {t('changeThePassword')}
        </Button>
      </Stack>
    </form>
  );
}
