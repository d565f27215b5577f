import { Alert, Loader, PasswordInput, Switch, Text, TextInput } from '@mantine/core';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { useNavigate } from 'react-router';
import { errorText } from '../api/notify.ts';
import { changeWorkspace, client, useSession, WORKSPACE } from '../api/session.tsx';
import { Entrance } from './entrance.tsx';
import { EntranceForm } from './entrance-form.tsx';

/** Lets a person in by an invitation. The token stands behind the # of the link: it is sent nowhere but in calls of this page. */
export function JoinPage(): JSX.Element {
  const t = useTexts('signIn');
  const roles = useTexts('settings');
  const { signedIn, user } = useSession();
  const navigate = useNavigate();
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
  const [known, setKnown] = useState(user !== null && user !== undefined);
  const [name, setName] = useState('');
  const [address, setAddress] = useState<string>();
  const [password, setPassword] = useState('');
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => (await client.call('readInvitation', { body: { token } })).data,
    enabled: token !== '',
    retry: false,
  });
  const email = address ?? invitation.data?.email ?? user?.email ?? '';

  async function submit() {
    const body = known ? { token, email, password } : { token, email, password, name };
    signedIn((await client.call('acceptInvitation', { body })).data);
    const { workspace } = invitation.data ?? {};
    if (workspace === undefined || workspace === WORKSPACE) await navigate('/flows', { replace: true });
    else changeWorkspace(workspace);
  }
  if (token === '' || invitation.isError) {
    return (
      <Entrance title={t('invitation')}>
        <Alert color="red" role="alert">
          {token === '' ? t('thisLinkIsNotWhole') : errorText(invitation.error)}
        </Alert>
      </Entrance>
    );
  }
  if (!invitation.data) {
    return (
      <Entrance title={t('invitation')}>
        <Loader size="sm" aria-label={t('invitation')} />
      </Entrance>
    );
  }
  const { workspaceName, role, expiresAt } = invitation.data;
  return (
    <Entrance title={t('joinWorkspace', { workspace: workspaceName })}>
      <Text c="dimmed" size="sm">
        {t('youAreInvitedAs', { role: roles(role), until: formatDateTime(expiresAt) })}
      </Text>
      <EntranceForm action={t('join')} submit={submit}>
        <Switch
          label={t('iHaveAnAccountHere')}
          checked={known}
          onChange={(event) => setKnown(event.currentTarget.checked)}
        />
        {known ? null : (
          <TextInput
            label={t('name')}
            autoComplete="name"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('eMail')}
          type="email"
          autoComplete="username"
          required
          readOnly={invitation.data.email !== null}
          value={email}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          {...(known ? {} : { description: t('atLeast12Characters'), minLength: 12 })}
          autoComplete={known ? 'current-password' : 'new-password'}
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </EntranceForm>
    </Entrance>
  );
}
