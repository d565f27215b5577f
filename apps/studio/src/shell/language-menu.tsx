import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { chooseLanguage, chosenLanguage, isLanguage, LANGUAGES, useTexts } from '@patchbay/texts';
import { IconLanguage } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { useSession } from '../api/session.tsx';

const AS_BROWSER = 'browser';

/** Chooses the language of the studio: one by its name, or that of the browser. */
export function LanguageMenu(): JSX.Element {
  const t = useTexts('shell');
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState(() => chosenLanguage() ?? AS_BROWSER);
  const { prefer } = useSession();
  const choose = (value: string) => {
    const language = isLanguage(value) ? value : undefined;
    setChosen(language ?? AS_BROWSER);
    Promise.all([chooseLanguage(language), prefer({ language })]).catch((error: unknown) => notifyError(error));
  };
  return (
    <Menu position="bottom-end" onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('language')} disabled={opened}>
          <ActionIcon size="lg" aria-label={t('language')}>
            <IconLanguage size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={chosen} onChange={choose}>
          {Object.entries(LANGUAGES).map(([value, name]) => (
            <Menu.RadioItem key={value} value={value} lang={value}>
              {name}
            </Menu.RadioItem>
          ))}
          <Menu.RadioItem value={AS_BROWSER}>{t('languageOfBrowser')}</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
