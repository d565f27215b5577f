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
import { VariablesPanel } from './variables-panel.tsx';
import { WorkspacesPanel } from './workspaces-panel.tsx';

export function SettingsPage(): JSX.Element {
  const t = useTexts('settings');
  const { tab = 'account' } = useParams();
  const navigate = useNavigate();
  const { role, user } = useSession();
  const all = [
    { key: 'account', label: t('account'), roles: ['admin', 'editor', 'agent', 'viewer'], panel: <AccountPanel /> },
    { key: 'members', label: t('people'), roles: ['admin', 'editor', 'agent'], panel: <MembersPanel /> },
    { key: 'variables', label: t('variables'), roles: ['admin', 'editor'], panel: <VariablesPanel /> },
    { key: 'api-keys', label: t('apiKeys'), roles: ['admin'], panel: <ApiKeysPanel /> },
    { key: 'budget', label: t('modelBudget'), roles: ['admin'], panel: <BudgetPanel /> },
    { key: 'network', label: t('network'), roles: ['admin'], panel: <NetworkPanel /> },
    { key: 'audit', label: t('audit'), roles: ['admin'], panel: <AuditPanel /> },
    ...(user?.instanceAdministrator
      ? [{ key: 'workspaces', label: t('workspaces'), roles: [role], panel: <WorkspacesPanel /> }]
      : []),
  ];
  const asked = all.find((one) => one.key === tab);
  if (!asked) return <NotFound what="page" />;
  if (!asked.roles.includes(role)) return <NotOpen roles={asked.roles} />;
  const tabs = all.filter((one) => one.roles.includes(role));
  return (
    <Page title={t('settings')}>
      <Tabs value={tab} onChange={(next) => void navigate(`/settings/${next ?? 'account'}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one.key} value={one.key}>
              {one.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((one) => (
          <Tabs.Panel key={one.key} value={one.key}>
            {one.panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
