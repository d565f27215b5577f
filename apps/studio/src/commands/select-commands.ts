import type { useReactFlow } from '@xyflow/react';
import { boxesOf, centreOf } from '../edits/board.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import type { Command, Say } from './command.ts';
import { pathCommands } from './path-commands.ts';
import { extend, walk } from './walk.ts';

const extensions = [
  ['right', 'alsoAlongThePath'],
  ['left', 'alsoBackAlongThePath'],
  ['up', 'alsoTheCardAbove'],
  ['down', 'alsoTheCardBelow'],
] as const;

/** What selects: all, nothing, or what is beside what is selected. */
export function selectCommands({
  store,
  flow,
  reveal,
  go: openGo,
  t,
}: {
  store: EditorStore;
  flow: ReturnType<typeof useReactFlow>;
  reveal(item: string): void;
  /** Asks for the node to go to. */
  go(): void;
  t: Say;
}): Command[] {
  const selection = () => store.state.selection;
  const go = (way: 'left' | 'right' | 'up' | 'down') => () => {
    const next = walk({ document: store.document, from: [...selection()].at(-1), way });
    if (next !== undefined) reveal(next);
  };
  const extendTo = (way: 'left' | 'right' | 'up' | 'down') => () => {
    const next = extend({ document: store.document, selection: selection(), way });
    if (next === undefined) return;
    store.select([...selection(), next]);
    const place = centreOf({ document: store.document, id: next });
    if (place) void flow.setCenter(place.x, place.y, { zoom: Math.max(flow.getZoom(), 0.7), duration: 200 });
  };
  return [
    {
      id: 'all',
      label: t('selectAll'),
      group: 'Select',
      keys: ['mod+a'],
      run: () => store.select(boxesOf({ document: store.document }).map((box) => box.id)),
    },
    ...extensions.map(
      ([way, label]): Command => ({
        id: `extend-${way}`,
        label: t(label),
        group: 'Select',
        keys: [`shift+arrow${way}`],
        hidden: true,
        run: extendTo(way),
      }),
    ),
    { id: 'none', label: t('selectNothing'), group: 'Select', keys: ['escape'], run: () => store.select([]) },
    ...pathCommands({ store, reveal }),
    { id: 'go', label: t('goToANode'), group: 'Move around', keys: ['g', 'mod+p'], run: openGo },
    {
      id: 'right',
      label: t('alongThePath'),
      group: 'Move around',
      keys: ['arrowright'],
      hidden: true,
      run: go('right'),
    },
    {
      id: 'left',
      label: t('backAlongThePath'),
      group: 'Move around',
      keys: ['arrowleft'],
      hidden: true,
      run: go('left'),
    },
    { id: 'up', label: t('toTheCardAbove'), group: 'Move around', keys: ['arrowup'], hidden: true, run: go('up') },
    {
      id: 'down',
      label: t('toTheCardBelow'),
      group: 'Move around',
      keys: ['arrowdown'],
      hidden: true,
      run: go('down'),
    },
  ];
}
