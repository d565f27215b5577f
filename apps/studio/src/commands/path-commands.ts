import { textsOf } from '@patchbay/texts';
import { itemOf } from '../canvas/item-ids.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import type { Command } from './command.ts';
import { pathsAt } from './paths-at.ts';

/** Paths by keys: from a node to those that leave it and lead to it, one after the other. Arrows lead on from them, and what acts on a path acts on the one that is selected. */
export function pathCommands({ store, reveal }: { store: EditorStore; reveal(item: string): void }): Command[] {
  const t = textsOf('commands');
  // The node whose paths are gone through: one that leads to it has another node at its other end.
  let round: { node: string; item: string } | undefined;
  const step = (by: 1 | -1) => () => {
    const [item] = store.state.selection;
    if (item === undefined || store.state.selection.size > 1) return;
    const chosen = itemOf(item);
    const node = round?.item === item ? round.node : chosen.kind === 'edge' ? chosen.from : item;
    const paths = pathsAt({ document: store.document, node });
    const at = paths.indexOf(item);
    const next = paths.at(at < 0 ? Math.min(by, 0) : (at + by) % paths.length);
    if (next === undefined) return;
    round = { node, item: next };
    reveal(next);
  };
  return [
    { id: 'path', label: t('nextPathOfTheNode'), group: 'Move around', keys: ['w'], hidden: true, run: step(1) },
    {
      id: 'path-before',
      label: t('pathOfTheNodeBefore'),
      group: 'Move around',
      keys: ['shift+w'],
      hidden: true,
      run: step(-1),
    },
  ];
}
