import { Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import type { Command } from '../commands/command.ts';
import { ShortcutRow, ShortcutSection, ShortcutsSheet } from '../commands/shortcuts-sheet.tsx';

const moves = [
  ['onAndBack', 'tab', 'shift+tab'],
  ['toAnotherItem', 'arrowup', 'arrowdown'],
  ['chooseTheItem', 'enter'],
  ['closeWhatIsOpen', 'escape'],
] as const;

/** The keys of every screen but the editor. */
export function ShellShortcuts({ keys, onClose }: { keys: readonly Command[]; onClose(): void }): JSX.Element {
  const t = useTexts('commands');
  return (
    <ShortcutsSheet commands={keys} onClose={onClose}>
      <ShortcutSection title={t('inListsAndMenus')}>
        {moves.map(([effect, ...keysOf]) => (
          <ShortcutRow key={effect} label={t(effect)} keys={keysOf} />
        ))}
      </ShortcutSection>
      <Text size="sm" c="dimmed">
        {t('theEditorHasMoreKeys')}
      </Text>
    </ShortcutsSheet>
  );
}
