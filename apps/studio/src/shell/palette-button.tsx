import { Button, Kbd } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconSearch } from '@tabler/icons-react';
import type { JSX } from 'react';
import { keyText } from '../commands/command.ts';
import { openShellPanel } from './shell-panel.ts';

/** Opens the command palette; left out where the window is narrow, where the menu of help has it. */
export function PaletteButton(): JSX.Element {
  const t = useTexts('shell');
  return (
    <Button
      variant="default"
      size="xs"
      fw={400}
      c="dimmed"
      className="pb-wide pb-palette-button"
      leftSection={<IconSearch size={14} />}
      rightSection={<Kbd size="xs">{keyText('mod+k')}</Kbd>}
      onClick={() => openShellPanel('palette')}
    >
      {t('searchOrCommand')}
    </Button>
  );
}
