import { type FlowDocument, type Operation, type Renaming, renameOwn } from '@patchbay/flow-spec';
import { frameItem, noteItem } from '../canvas/item-ids.ts';
import type { EditorState } from '../editor/editor-state.ts';
import { renamedItem } from '../editor/followed-selection.ts';
import type { History, HistoryEntry } from '../editor/history.ts';
import { applyFitting } from './apply-fitting.ts';
import type { Choice } from './choice.ts';

interface Own {
  operations: readonly Operation[];
  /** With them. */
  document: FlowDocument;
  history: History;
  choices: readonly Choice[];
  selection: ReadonlySet<string>;
}

/** What this tab has of its own, with what others named alike at the same time under the names that it has got since. */
export function ownUnderNewNames({
  base,
  mine,
  renamings,
  document,
  state,
}: {
  base: FlowDocument;
  mine: readonly Operation[];
  renamings: readonly Renaming[];
  document: FlowDocument;
  state: EditorState;
}): Own {
  const { history, choices, selection } = state;
  if (renamings.length === 0) return { operations: mine, document, history, choices, selection };
  const operations = renameOwn({ operations: mine, renamings });
  const always = renamings.map((renaming) => ({ ...renaming, since: 0 }));
  const renamed = (given: readonly Operation[]) => renameOwn({ operations: given, renamings: always });
  const step = (entry: HistoryEntry) => ({ ...entry, undo: renamed(entry.undo), redo: renamed(entry.redo) });
  return {
    operations,
    document: applyFitting({ document: base, operations }).document,
    history: { past: history.past.map(step), future: history.future.map(step) },
    choices: choices.map((choice) => ({ ...choice, other: renamed(choice.other) })),
    selection: new Set([...selection].map((item) => renamings.reduce(itemAfter, item))),
  };
}

function itemAfter(item: string, { scope, from, to }: Renaming): string {
  switch (scope.kind) {
    case 'node':
      return renamedItem({ item, id: from, to });
    case 'note':
      return item === noteItem(from) ? noteItem(to) : item;
    case 'frame':
      return item === frameItem(from) ? frameItem(to) : item;
    default:
      return item;
  }
}
