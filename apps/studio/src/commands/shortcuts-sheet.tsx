import { Group, Kbd, Modal, SimpleGrid, Text } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { type Command, keyText } from './command.ts';

const mouse: [string, string][] = [
  ['Drag from a port', 'Connect, or add what comes next'],
  ['Point at a path', 'A plus that adds a node there'],
  ['Double-click the canvas', 'Add a node there'],
  ['Shift and drag', 'Select with a lasso'],
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
export function ShortcutsSheet({ commands, onClose }: { commands: readonly Command[]; onClose(): void }): JSX.Element {
  const t = useTexts('commands');
  const groups = Map.groupBy(
    commands.filter((command) => command.keys),
    (command) => command.group,
  );
  return (
    <Modal opened onClose={onClose} title={t('keyboardShortcuts')} size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[...groups].map(([group, members]) => (
          <section key={group} aria-label={localise(group)}>
            <Text fw={600} size="sm" mb={6}>
              {localise(group)}
            </Text>
            {members.map(({ id, label, keys = [] }) => (
              <Group key={id} justify="space-between" wrap="nowrap" py={3}>
                <Text size="sm">{label}</Text>
                <Group gap={4} wrap="nowrap">
                  {keys
                    .filter((key) => !['!', '"', '@', '=', 'backspace', 'f2'].includes(key))
                    .map((key) => (
                      <Kbd key={key}>{keyText(key)}</Kbd>
                    ))}
                </Group>
              </Group>
            ))}
          </section>
        ))}
        <section aria-label={t('inListsOfAForm')}>
          <Text fw={600} size="sm" mb={6}>
            {t('inListsOfAForm')}
          </Text>
          {lists.map(([effect, ...keys]) => (
            <Group key={effect} justify="space-between" wrap="nowrap" py={3}>
              <Text size="sm">{t(effect)}</Text>
              <Group gap={4} wrap="nowrap">
                {keys.map((key) => (
                  <Kbd key={key}>{keyText(key)}</Kbd>
                ))}
              </Group>
            </Group>
          ))}
        </section>
        <section aria-label={t('byMouse')}>
          <Text fw={600} size="sm" mb={6}>
            {t('byMouseAndClipboard')}
          </Text>
          {mouse.map(([gesture, effect]) => (
            <Group key={gesture} justify="space-between" wrap="nowrap" py={3}>
              <Text size="sm">{localise(effect)}</Text>
              <Text size="xs" c="dimmed" ta="right">
                {localise(gesture)}
              </Text>
            </Group>
          ))}
        </section>
      </SimpleGrid>
    </Modal>
  );
}
