import { Button } from '@mantine/core';
import { isRole } from '@patchbay/access';
import { textsOf, useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';

/** Says which roles a screen is open to, to somebody of another. */
export function NotOpen({ roles }: { roles: readonly string[] }): JSX.Element {
  const t = useTexts('shell');
  const { role } = useSession();
  return (
    <Page
      title={t('notForYourRole')}
      hint={t('notForYourRoleHint', { role: roleName(role), roles: roles.map(roleName).join(', ') })}
    >
      <Button component={Link} to="/flows">
        {t('toTheFlows')}
      </Button>
    </Page>
  );
}

function roleName(role: string): string {
  return isRole(role) ? textsOf('settings')(role) : role;
}
