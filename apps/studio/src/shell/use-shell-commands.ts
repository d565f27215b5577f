import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { LANGUAGES, useTexts } from '@patchbay/texts';
import { useNavigate } from 'react-router';
import { changeWorkspace, useSession, WORKSPACE } from '../api/session.tsx';
import type { Command } from '../commands/command.ts';
import { isTabOpenTo, settingsTabsOf } from '../settings/settings-tabs.ts';
import { goToTourStep } from '../tour/tour-state.ts';
import { placesFor } from './places.ts';
import { openShellPanel } from './shell-panel.ts';
import { useLanguageChoice } from './use-language-choice.ts';
import { signOut } from './sign-out.ts';

/** What can be done on every screen but the editor, as far as the role goes. */
export function useShellCommands(): readonly Command[] {
  const t = useTexts('shell');
  const flows = useTexts('flows');
  const settings = useTexts('settings');
  const navigate = useNavigate();
  const { role, user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const language = useLanguageChoice();
  const mayEdit = role === 'admin' || role === 'editor';
  const goTo = (to: string, label: string): Command => ({
    id: `to ${to}`,
    label,
    group: 'Go to',
    run: () => void navigate(to),
  });
  const others = (user?.memberships ?? []).filter((one) => one.workspace !== WORKSPACE);
  const languages = [...Object.entries(LANGUAGES), [language.asBrowser, t('languageOfBrowser')] as const];
  return [
    ...(mayEdit
      ? [{ id: 'new', label: flows('newFlow'), group: 'Add' as const, run: () => openShellPanel('new-flow') }]
      : []),
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
    {
      id: 'colours',
      label: dark ? t('lightColours') : t('darkColours'),
      group: 'View',
      run: () => setColorScheme(dark ? 'light' : 'dark'),
    },
    ...languages
      .filter(([value]) => value !== language.chosen)
      .map(
        ([value, name]): Command => ({
          id: `language ${value}`,
          label: t('languageIs', { name }),
          group: 'View',
          run: () => language.choose(value),
        }),
      ),
    { id: 'tour', label: t('takeTheTour'), group: 'Help', run: () => goToTourStep(0) },
    {
      id: 'api',
      label: t('apiDocumentation'),
      group: 'Help',
      run: () => void window.open('/api/docs', '_blank', 'noopener'),
    },
    { id: 'sign-out', label: t('signOut'), group: 'Account', run: signOut },
  ];
}
