import { Group, Kbd, Modal, SimpleGrid, Text } from '@mantine/core';
import { localise, useTexts } from '@patchbay/texts';
import type { JSX, ReactNode } from 'react';
import { type Command, keyText } from './command.ts';

/** Those that stand for another, which is shown. */
const UNSAID = ['!', '"', '@', '=', 'backspace', 'f2'];

interface Props {
  commands: readonly Command[];
  onClose(): void;
  /** Sections of what is no command. */
  children: ReactNode;
}

/** Every key of a screen. */
export function ShortcutsSheet({ commands, onClose, children }: Props): JSX.Element {
  const t = useTexts('commands');
  const groups = Map.groupBy(
    commands.filter((command) => command.keys),
    (command) => command.group,
  );
  return (
    <Modal opened onClose={onClose} title={t('keyboardShortcuts')} size="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[...groups].map(([group, members]) => (
          <ShortcutSection key={group} title={localise(group)}>
            {members.map(({ id, label, keys = [] }) => (
              <ShortcutRow key={id} label={label} keys={keys.filter((key) => !UNSAID.includes(key))} />
            ))}
          </ShortcutSection>
        ))}
        {children}
      </SimpleGrid>
    </Modal>
  );
}

export function ShortcutSection({ title, children }: { title: string; children: ReactNode }): JSX.Element {
  return (
    <section aria-label={title}>
      <Text fw={600} size="sm" mb={6}>
        {title}
      </Text>
      {children}
    </section>
  );
}

export function ShortcutRow({ label, keys }: { label: string; keys: readonly string[] }): JSX.Element {
  return (
    <Group justify="space-between" wrap="nowrap" py={3}>
      <Text size="sm">{label}</Text>
      <Group gap={4} wrap="nowrap">
        {keys.map((key) => (
          <Kbd key={key}>{keyText(key)}</Kbd>
        ))}
      </Group>
    </Group>
  );
}
