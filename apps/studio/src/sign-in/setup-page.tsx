import { PasswordInput, Text, TextInput } from '@mantine/core';
import { Trans, useTexts } from '@patchbay/texts';
import { type JSX, useState } from 'react';
import { useNavigate } from 'react-router';
import { client, useSession } from '../api/session.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';

/** Makes the first administrator. The token stands behind the # of the link: it is sent nowhere but in the form. */
export function SetupPage(): JSX.Element {
  const t = useTexts('signIn');
  const { signedIn } = useSession();
  const navigate = useNavigate();
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  async function submit() {
    signedIn((await client.call('setup', { body: { token, email, name, password } })).data);
    await navigate('/flows', { replace: true });
  }
  if (token === '') {
    return (
      <Entrance title={t('setUpLinkNeeded')}>
        <Text>
          <Trans t={t} i18nKey="openTheSetUpLink" components={{ command: <code /> }} />
        </Text>
      </Entrance>
    );
  }
  return (
    <Entrance title={t('welcomeMakeYourAccount')}>
      <Text c="dimmed" size="sm">
        {t('youWillBeTheAdministrator')}
      </Text>
      <EntranceForm action={t('makeTheAccount')} submit={submit}>
        <TextInput
          label={t('name')}
          autoComplete="name"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('eMail')}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          description={t('atLeast12Characters')}
          autoComplete="new-password"
          required
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </EntranceForm>
    </Entrance>
  );
}
