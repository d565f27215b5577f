import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { errorText } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { Entrance } from './entrance.tsx';

export function SignInPage(): JSX.Element {
  const t = useTexts('signIn');
  const { user, signedIn } = useSession();
  const location = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  const setup = useQuery({ queryKey: ['setup'], queryFn: async () => (await client.call('setupState')).data });

  if (user) return <Navigate to={fromOf(location.state)} replace />;

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      signedIn((await client.call('login', { body: { email, password } })).data);
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Entrance title={t('signIn')}>
      {setup.data?.needed ? (
        <Alert color="blue" title={t('nobodyCanSignInYet')}>
          {t('openTheLinkThatWasPrinted')}
        </Alert>
      ) : null}
      <form onSubmit={(event) => void onSubmit(event)}>
        <Stack>
          <TextInput
            label={t('eMail')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          {fault ? (
            <Alert color="red" role="alert">
              {fault}
            </Alert>
          ) : null}
          <Button type="submit" loading={busy}>
            {t('signIn')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}

function fromOf(state: unknown): string {
  if (
    typeof state === 'object' &&
    state !== null &&
    'from' in state &&
    typeof state.from === 'string' &&
    state.from.startsWith('/')
  )
    return state.from;
  return '/flows';
}
