import { Group, Text } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import type { Command } from './command.ts';
import { ShortcutRow, ShortcutSection, ShortcutsSheet } from './shortcuts-sheet.tsx';

const mouse: [string, string][] = [
  ['Drag from a port', 'Connect, or add what comes next'],
  ['Point at a path', 'A plus that adds a node there'],
  ['Double-click the canvas', 'Add a node there'],
  ['Shift and drag', 'Select with a lasso'],
  ['Wheel, or two fingers', 'Move the canvas'],
  ['Ctrl and wheel, or pinch', 'Zoom in and out'],
  ['Ctrl while dragging', 'Put it where it is, without snapping'],
  ['Alt while dragging', 'Drag a copy'],
  ['Ctrl+C, Ctrl+X, Ctrl+V', 'Copy, cut, paste, also between flows and as text'],
];

const lists = [
  ['toAnotherItem', 'arrowup', 'arrowdown', 'home', 'end'],
  ['moveTheItem', 'alt+arrowup', 'alt+arrowdown'],
  ['addAnItemBelow', 'mod+enter'],
  ['removeTheItem', 'delete'],
  ['openTheFieldLarge', 'alt+enter'],
] as const;

/** Every key of the editor. */
export function EditorShortcuts({ commands, onClose }: { commands: readonly Command[]; onClose(): void }): JSX.Element {
  const t = useTexts('commands');
  return (
    <ShortcutsSheet commands={commands} onClose={onClose}>
      <ShortcutSection title={t('inListsOfAForm')}>
        {lists.map(([effect, ...keys]) => (
          <ShortcutRow key={effect} label={t(effect)} keys={keys} />
        ))}
      </ShortcutSection>
      <ShortcutSection title={t('byMouseAndClipboard')}>
        {mouse.map(([gesture, effect]) => (
          <Group key={gesture} justify="space-between" wrap="nowrap" py={3}>
            <Text size="sm">{localise(effect)}</Text>
            <Text size="xs" c="dimmed" ta="right">
              {localise(gesture)}
            </Text>
          </Group>
        ))}
      </ShortcutSection>
    </ShortcutsSheet>
  );
}
