import { Alert, PasswordInput, TextInput } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { Navigate, useLocation } from 'react-router';
import { client, useSession } from '../api/session.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';

export function SignInPage(): JSX.Element {
  const t = useTexts('signIn');
  const { user, signedIn } = useSession();
  const location = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const setup = useQuery({ queryKey: ['setup'], queryFn: async () => (await client.call('setupState')).data });

  if (user) return <Navigate to={fromOf(location.state)} replace />;

  async function submit() {
    signedIn((await client.call('login', { body: { email, password } })).data);
  }
  return (
    <Entrance title={t('signIn')}>
      {setup.data?.needed ? (
        <Alert color="blue" title={t('nobodyCanSignInYet')}>
          {t('openTheLinkThatWasPrinted')}
        </Alert>
      ) : null}
      <EntranceForm action={t('signIn')} submit={submit}>
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
      </EntranceForm>
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
  return '/';
}
