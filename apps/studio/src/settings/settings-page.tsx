import { Tabs } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { Page } from '@patchbay/ui';
import type { JSX } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useSession } from '../api/session.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { NotOpen } from '../shell/not-open.tsx';
import { AccountPanel } from './account-panel.tsx';
import { ApiKeysPanel } from './api-keys-panel.tsx';
import { AuditPanel } from './audit-panel.tsx';
import { BudgetPanel } from './budget-panel.tsx';
import { MembersPanel } from './members-panel.tsx';
import { NetworkPanel } from './network-panel.tsx';
import { isTabOpenTo, type SettingsTabKey, settingsTabsOf } from './settings-tabs.ts';
import { VariablesPanel } from './variables-panel.tsx';
import { WorkspacesPanel } from './workspaces-panel.tsx';

const panels: Record<SettingsTabKey, JSX.Element> = {
  account: <AccountPanel />,
  members: <MembersPanel />,
  variables: <VariablesPanel />,
  'api-keys': <ApiKeysPanel />,
  budget: <BudgetPanel />,
  network: <NetworkPanel />,
  audit: <AuditPanel />,
  workspaces: <WorkspacesPanel />,
};

export function SettingsPage(): JSX.Element {
  const t = useTexts('settings');
  const { tab = 'account' } = useParams();
  const navigate = useNavigate();
  const { role, user } = useSession();
  const all = settingsTabsOf(user);
  const asked = all.find((one) => one.key === tab);
  if (!asked) return <NotFound what="page" />;
  if (!isTabOpenTo({ tab: asked, role })) return <NotOpen roles={asked.roles} />;
  const tabs = all.filter((one) => isTabOpenTo({ tab: one, role }));
  return (
    <Page title={t('settings')} part={t(asked.label)}>
      <Tabs value={tab} onChange={(next) => void navigate(`/settings/${next ?? 'account'}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one.key} value={one.key}>
              {t(one.label)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((one) => (
          <Tabs.Panel key={one.key} value={one.key}>
            {panels[one.key]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
