import { Paper, ScrollArea, Text, TextInput, ThemeIcon, UnstyledButton } from '@mantine/core';
import { useClickOutside } from '@mantine/hooks';
import type { NodeDefinition } from '@patchbay/node-kit';
import { type JSX, type KeyboardEvent, useState } from 'react';
import { GROUP_COLOURS, NodeIcon } from '../canvas/node-icon.tsx';
import { findDefinitions } from './palette.tsx';

/** Picks the next node by typing, where an edge was dropped. */
export function QuickAdd({
  at,
  onPick,
  onClose,
}: {
  at: { x: number; y: number };
  onPick(definition: NodeDefinition): void;
  onClose(): void;
}): JSX.Element {
  const [search, setSearch] = useState('');
  const [index, setIndex] = useState(0);
  const box = useClickOutside(onClose);
  const found = findDefinitions(search);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'ArrowDown') setIndex((before) => Math.min(before + 1, found.length - 1));
    if (event.key === 'ArrowUp') setIndex((before) => Math.max(before - 1, 0));
    const chosen = found[index];
    if (event.key === 'Enter' && chosen) onPick(chosen);
  };
  return (
    <Paper
      ref={box}
      withBorder
      shadow="md"
      p={6}
      w={240}
      role="dialog"
      aria-label="Add the next node"
      style={{
        position: 'fixed',
        left: Math.min(at.x, window.innerWidth - 256),
        top: Math.min(at.y, window.innerHeight - 320),
        zIndex: 300,
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        aria-label="Search nodes"
        placeholder="What comes next?"
        value={search}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setIndex(0);
        }}
      />
      <ScrollArea.Autosize mah={240} mt={6} type="auto">
        {found.map((definition, at) => (
          <UnstyledButton
            key={definition.type}
            className="pb-palette-item"
            data-active={at === index || undefined}
            onClick={() => onPick(definition)}
          >
            <ThemeIcon size={22} radius="sm" variant="light" color={GROUP_COLOURS[definition.group] ?? 'gray'}>
              <NodeIcon name={definition.icon} size={14} />
            </ThemeIcon>
            <Text size="sm">{definition.title}</Text>
          </UnstyledButton>
        ))}
      </ScrollArea.Autosize>
    </Paper>
  );
}
