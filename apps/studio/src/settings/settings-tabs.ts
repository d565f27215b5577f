import type { User } from '@patchbay/api-contract';

const ALL = ['admin', 'editor', 'agent', 'viewer'] as const;

/** The tabs of the settings, by the last part of their address, and the roles that they are open to. */
const tabs = [
  { key: 'account', label: 'account', roles: ALL },
  { key: 'members', label: 'people', roles: ['admin', 'editor', 'agent'] },
  { key: 'variables', label: 'variables', roles: ['admin', 'editor'] },
  { key: 'api-keys', label: 'apiKeys', roles: ['admin'] },
  { key: 'budget', label: 'modelBudget', roles: ['admin'] },
  { key: 'network', label: 'network', roles: ['admin'] },
  { key: 'audit', label: 'audit', roles: ['admin'] },
  { key: 'workspaces', label: 'workspaces', roles: ALL },
] as const;

type SettingsTab = (typeof tabs)[number];
export type SettingsTabKey = SettingsTab['key'];

/** All tabs that there are for a person, also those that are not open to their role. Workspaces are of the whole installation. */
export function settingsTabsOf(user: User | undefined): readonly SettingsTab[] {
  return tabs.filter(({ key }) => key !== 'workspaces' || user?.instanceAdministrator === true);
}

export function isTabOpenTo({ tab, role }: { tab: SettingsTab; role: string }): boolean {
  return tab.roles.some((one) => one === role);
}
