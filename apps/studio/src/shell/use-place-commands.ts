import { useTexts } from '@patchbay/texts';
import { useNavigate } from 'react-router';
import { changeWorkspace, useSession, WORKSPACE } from '../api/session.tsx';
import type { Command } from '../commands/command.ts';
import { isTabOpenTo, settingsTabsOf } from '../settings/settings-tabs.ts';
import { placesFor } from './places.ts';

/** Where one can go from any screen, as far as the role goes: places, tabs of the settings, other workspaces. */
export function usePlaceCommands(): readonly Command[] {
  const t = useTexts('shell');
  const settings = useTexts('settings');
  const navigate = useNavigate();
  const { role, mayEdit, user } = useSession();
  const goTo = (to: string, label: string): Command => ({
    id: `to ${to}`,
    label,
    group: 'Go to',
    run: () => void navigate(to),
  });
  const others = (user?.memberships ?? []).filter((one) => one.workspace !== WORKSPACE);
  return [
    ...placesFor(role).map(({ to, label }) => goTo(to, t(label))),
    ...(mayEdit ? [goTo('/templates', t('templates'))] : []),
    ...settingsTabsOf(user)
      .filter((tab) => isTabOpenTo({ tab, role }))
      .map(({ key, label }) => goTo(`/settings/${key}`, t('settingsOf', { tab: settings(label) }))),
    ...others.map(
      ({ workspace, workspaceName }): Command => ({
        id: `workspace ${workspace}`,
        label: t('openWorkspace', { name: workspaceName }),
        group: 'Go to',
        run: () => changeWorkspace(workspace),
      }),
    ),
  ];
}
