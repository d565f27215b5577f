import { Paper } from '@mantine/core';
import { useClickOutside, useFocusReturn } from '@mantine/hooks';
import { graphOf } from '@patchbay/flow-spec';
import { nodeDefinitions, nodeRegistry } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { roomBetween } from '../edits/room-between.ts';
import { type PickRequest, useEditorCore } from '../editor/editor-context.ts';
import { addNode, placeAfter } from '../editor/new-node.ts';
import { NODE_GROUPS } from './node-groups.ts';
import { type PickItem, PickList } from './pick-list.tsx';

const SIZE = { width: 320, height: 380 } as const;

function pickItems(): PickItem[] {
  return NODE_GROUPS.flatMap(({ key, label }) =>
    nodeDefinitions
      .filter((definition) => definition.group === key && definition.type !== 'start')
      .map((definition) => ({
        key: definition.type,
        label: definition.title,
        detail: definition.hint,
        group: localise(label),
        icon: (
          <span className="pb-node-icon" data-colour={GROUP_COLOURS[definition.group]}>
            <NodeIcon name={definition.icon} />
          </span>
        ),
      })),
  );
}

/** Picks the next node by typing: where an edge was dropped, on an edge, after a node, or anywhere. */
export function NodePicker({ request, onClose }: { request: PickRequest; onClose(): void }): JSX.Element {
  const t = useTexts('palette');
  const { store, reveal } = useEditorCore();
  const items = useMemo(pickItems, []);
  const box = useClickOutside(onClose);
  useFocusReturn({ opened: true });
  const { screen, from } = request;
  const pick = (type: string) => {
    const definition = nodeRegistry.get(type);
    if (!definition) return;
    const { document } = store;
    const edge = from && graphOf(document).edge(from.id, from.port);
    const room = edge
      ? roomBetween({ document, edge, meant: request.position })
      : { position: request.position ?? placeAfter({ document, id: from?.id }), operations: [] };
    const { id, operations } = addNode({ document, definition, position: room.position, from });
    onClose();
    if (!store.apply([...room.operations, ...operations])) return;
    if (request.position) store.select([id]);
    else reveal(id);
    request.onPicked?.(id, definition);
  };
  const place = screen ?? { x: (window.innerWidth - SIZE.width) / 2, y: window.innerHeight / 5 };
  return (
    <Paper
      ref={box}
      withBorder
      shadow="lg"
      p={6}
      w={SIZE.width}
      role="dialog"
      aria-label={t('addTheNextNode')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      style={{
        position: 'fixed',
        left: Math.max(8, Math.min(place.x, window.innerWidth - SIZE.width - 16)),
        top: Math.max(8, Math.min(place.y, window.innerHeight - SIZE.height)),
        zIndex: 300,
      }}
    >
      <PickList label={t('searchNodes')} placeholder={t('whatComesNext')} items={items} onPick={pick} />
    </Paper>
  );
}
