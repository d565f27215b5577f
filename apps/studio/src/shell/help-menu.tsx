import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconApi, IconCommand, IconHelp, IconKeyboard, IconMap2 } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { goToTourStep } from '../tour/tour-state.ts';
import { openShellPanel } from './shell-panel.ts';

/** What helps on every screen: the tour again, commands and keys, and the API's documentation. */
export function HelpMenu(): JSX.Element {
  const t = useTexts('shell');
  const commands = useTexts('commands');
  const [opened, setOpened] = useState(false);
  return (
    <Menu position="bottom-end" onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t('help')} disabled={opened}>
          <ActionIcon size="lg" aria-label={t('help')} data-tour="help">
            <IconHelp size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMap2 size={16} />} onClick={() => goToTourStep(0)}>
          {t('takeTheTour')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCommand size={16} />} onClick={() => openShellPanel('palette')}>
          {commands('allCommands')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => openShellPanel('shortcuts')}>
          {commands('keyboardShortcuts')}
        </Menu.Item>
        <Menu.Item component="a" href="/api/docs" target="_blank" rel="noreferrer" leftSection={<IconApi size={16} />}>
          {t('apiDocumentation')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
