import { Button, Group } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession, WORKSPACE } from '../api/session.tsx';
import { addressIn } from '../api/workspace-address.ts';
import { rolesOf } from './places.ts';

/** What can be missing at an address. */
export type Missing = 'flow' | 'conversation' | 'page';

/** Says what an address names in vain, and leads out. */
export function NotFound({ what }: { what: Missing }): JSX.Element {
  const t = useTexts('shell');
  const { role } = useSession();
  const talks = what === 'conversation' && rolesOf('/conversations').includes(role);
  return (
    <Page title={t(`${what}IsMissing`)} hint={t(`${what}IsMissingHint`)}>
      <Group>
        {talks ? (
          <Button component={Link} to="/conversations">
            {t('toTheConversations')}
          </Button>
        ) : null}
        <Button component={Link} to="/flows" variant={talks ? 'default' : 'filled'}>
          {t('toTheFlows')}
        </Button>
        {what === 'page' ? null : <InOtherWorkspaces />}
      </Group>
    </Page>
  );
}

// An address that somebody wrote down before addresses named their workspace, or took out of another.
function InOtherWorkspaces(): JSX.Element[] {
  const t = useTexts('shell');
  const { user } = useSession();
  const { pathname, search, hash } = useLocation();
  return (user?.memberships ?? [])
    .filter(({ workspace }) => workspace !== WORKSPACE)
    .map(({ workspace, workspaceName }) => (
      <Button
        key={workspace}
        component="a"
        href={`${addressIn({ workspace, path: pathname })}${search}${hash}`}
        variant="default"
      >
        {t('lookInWorkspace', { name: workspaceName })}
      </Button>
    ));
}
