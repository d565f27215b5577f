import { ScrollArea, Stack, Text, TextInput, ThemeIcon, UnstyledButton } from '@mantine/core';
import type { NodeDefinition } from '@patchbay/node-kit';
import { nodeDefinitions } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { IconSearch } from '@tabler/icons-react';
import { type JSX, useState } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditorCore } from '../editor/editor-context.ts';
import { addNode, freePort, placeAfter } from '../editor/new-node.ts';
import { NODE_GROUPS } from './node-groups.ts';

export const DRAGGED_TYPE = 'application/x-patchbay-node';

/** Node types that fit a search, by title, hint and type. */
function findDefinitions(search: string): NodeDefinition[] {
  const needle = search.trim().toLowerCase();
  return nodeDefinitions.filter(
    (definition) =>
      definition.type !== 'start' &&
      (needle === '' || `${definition.title} ${definition.hint} ${definition.type}`.toLowerCase().includes(needle)),
  );
}

/** All node types: dragged to where they belong, or clicked to follow the selected node. */
export function Palette({ onAdded }: { onAdded(): void }): JSX.Element {
  const t = useTexts('palette');
  const { store, reveal } = useEditorCore();
  const [search, setSearch] = useState('');
  const found = findDefinitions(search);
  const add = (definition: NodeDefinition) => {
    const [selected] = store.state.selection;
    const after = store.state.selection.size === 1 ? selected : undefined;
    const port = after === undefined ? undefined : freePort({ document: store.document, id: after });
    const { id, operations } = addNode({
      document: store.document,
      definition,
      position: placeAfter({ document: store.document, id: after }),
      from: after !== undefined && port !== undefined ? { id: after, port } : undefined,
    });
    if (!store.apply(operations)) return;
    reveal(id);
    onAdded();
  };
  return (
    <Stack gap={0} flex={1} mih={0}>
      <TextInput
        m="xs"
        size="xs"
        aria-label={t('searchNodes')}
        placeholder={t('searchNodes')}
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea flex={1} type="auto">
        <Stack gap={2} px="xs" pb="md">
          {NODE_GROUPS.map(({ key, label }) => {
            const members = found.filter((definition) => definition.group === key);
            if (members.length === 0) return null;
            return (
              <div key={key}>
                <Text size="xs" c="dimmed" fw={600} mt="xs" mb={4}>
                  {localise(label)}
                </Text>
                {members.map((definition) => (
                  <UnstyledButton
                    key={definition.type}
                    title={definition.hint}
                    className="pb-palette-item"
                    draggable
                    onDragStart={(event) => {
                      event.dataTransfer.setData(DRAGGED_TYPE, definition.type);
                      event.dataTransfer.effectAllowed = 'copy';
                    }}
                    onClick={() => add(definition)}
                  >
                    <ThemeIcon size={24} radius="sm" variant="light" color={GROUP_COLOURS[definition.group] ?? 'gray'}>
                      <NodeIcon name={definition.icon} size={15} />
                    </ThemeIcon>
                    <Text size="sm">{definition.title}</Text>
                  </UnstyledButton>
                ))}
              </div>
            );
          })}
          {found.length === 0 ? (
            <Text size="sm" c="dimmed" ta="center" mt="md">
              {t('nothingFitsSearch', { search })}
            </Text>
          ) : null}
        </Stack>
      </ScrollArea>
    </Stack>
  );
}
