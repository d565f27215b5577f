import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { Trans, useTexts } from '@patchbay/texts';
import { type FormEvent, type JSX, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { Entrance } from './entrance.tsx';

/** Makes the first administrator. The token stands behind the # of the link: it is sent nowhere but in the form. */
export function SetupPage(): JSX.Element {
  const t = useTexts('signIn');
  const { signedIn } = useSession();
  const navigate = useNavigate();
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      signedIn((await client.call('setup', { body: { token, email, name, password } })).data);
      await navigate('/flows', { replace: true });
    } catch (error) {
      setFault(errorText(error));
    } finally {
      setBusy(false);
    }
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
      <form onSubmit={(event) => void onSubmit(event)}>
        <Stack>
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
          {fault ? (
            <Alert color="red" role="alert">
              {fault}
            </Alert>
          ) : null}
          <Button type="submit" loading={busy}>
            {t('makeTheAccount')}
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
