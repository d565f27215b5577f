import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { LANGUAGES, useTexts } from '@patchbay/texts';
import { useSession } from '../api/session.tsx';
import type { Command } from '../commands/command.ts';
import { goToTourStep } from '../tour/tour-state.ts';
import { openShellPanel } from './shell-panel.ts';
import { signOut } from './sign-out.ts';
import { useLanguageChoice } from './use-language-choice.ts';
import { usePlaceCommands } from './use-place-commands.ts';

/** What can be done on every screen but the editor, as far as the role goes. */
export function useShellCommands(): readonly Command[] {
  const t = useTexts('shell');
  const flows = useTexts('flows');
  const places = usePlaceCommands();
  const { mayEdit, user } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const language = useLanguageChoice();
  const languages = [...Object.entries(LANGUAGES), [language.asBrowser, t('languageOfBrowser')] as const];
  return [
    ...(mayEdit
      ? [{ id: 'new', label: flows('newFlow'), group: 'Add' as const, run: () => openShellPanel('new-flow') }]
      : []),
    ...places,
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
    {
      id: 'sign-out',
      label: t('signOut'),
      group: 'Account',
      run: () => signOut({ userId: user?.id ?? '', ask: () => openShellPanel('sign-out') }),
    },
  ];
}
