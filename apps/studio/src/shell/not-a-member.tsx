import { Button, Group, Text, Title } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import { type JSX, lazy, useState } from 'react';
import { useLocation } from 'react-router';
import { BASE, useSession, WORKSPACE } from '../api/session.tsx';
import { addressIn, rememberWorkspace } from '../api/workspace-address.ts';
import { FetchedDialog } from './fetched-dialog.tsx';
import { signOut } from './sign-out.ts';

const SignOutDialog = lazy(() => import('./sign-out-dialog.tsx').then((module) => ({ default: module.SignOutDialog })));

/** Says that an address is of a workspace that this person has no part in, and leads to those that they have. */
export function NotAMember(): JSX.Element {
  const t = useTexts('shell');
  const { user } = useSession();
  const { pathname, search, hash } = useLocation();
  const memberships = user?.memberships ?? [];
  // An address that names no workspace may have been written down in one of theirs.
  const path = BASE === '' ? `${pathname}${search}${hash}` : '/flows';
  const [asking, setAsking] = useState(false);
  return (
    <main>
      {asking ? (
        <FetchedDialog onClose={() => setAsking(false)}>
          <SignOutDialog onClose={() => setAsking(false)} />
        </FetchedDialog>
      ) : null}
      <Page
        title={t('notAMember', { workspace: WORKSPACE })}
        hint={t('notAMemberHint', { email: user?.email ?? '' })}
        actions={
          <Button variant="default" onClick={() => signOut({ userId: user?.id ?? '', ask: () => setAsking(true) })}>
            {t('signOut')}
          </Button>
        }
      >
        <Title order={2} size="h4" mb="sm">
          {t('yourWorkspaces')}
        </Title>
        {memberships.length === 0 ? <Text c="dimmed">{t('noWorkspaces')}</Text> : null}
        <Group>
          {memberships.map(({ workspace, workspaceName }) => (
            <Button
              key={workspace}
              component="a"
              href={addressIn({ workspace, path })}
              onClick={() => rememberWorkspace(workspace)}
            >
              {t('openWorkspace', { name: workspaceName })}
            </Button>
          ))}
        </Group>
      </Page>
    </main>
  );
}
