import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { LANGUAGES, useTexts } from '@patchbay/texts';
import { IconLanguage } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { useLanguageChoice } from './use-language-choice.ts';

/** Chooses the language of the studio: one by its name, or that of the browser. */
export function LanguageMenu(): JSX.Element {
  const t = useTexts('shell');
  const [opened, setOpened] = useState(false);
  const { chosen, asBrowser, choose } = useLanguageChoice();
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
          <Menu.RadioItem value={asBrowser}>{t('languageOfBrowser')}</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
