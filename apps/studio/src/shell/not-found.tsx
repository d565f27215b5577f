import { Button, Group } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import type { JSX } from 'react';
import { Link } from 'react-router';
import { useSession } from '../api/session.tsx';
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
      </Group>
    </Page>
  );
}
