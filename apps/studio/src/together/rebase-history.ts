import {
  applyOperations,
  type FlowDocument,
  type Operation,
  rebaseOperations,
  valueOperation,
} from '@patchbay/flow-spec';
import type { History, HistoryEntry } from '../editor/history.ts';

/**
 * Steps of undo as they must be after what others did: mine take back what I did and nothing else. What others have written over or taken away since is no
 * longer mine to take back, so that those steps go. `document` is the one that the steps lead back from.
 */
export function rebaseHistory({
  history,
  theirs,
  document,
}: {
  history: History;
  theirs: readonly Operation[];
  document: FlowDocument;
}): History {
  const past = rebaseSide({ entries: history.past, side: 'undo', theirs, document });
  const future = rebaseSide({ entries: history.future, side: 'redo', theirs, document });
  return past === history.past && future === history.future ? history : { past, future };
}

// The last one leads from the document, the one before it from there, and so on.
function rebaseSide({
  entries,
  side,
  theirs,
  document,
}: {
  entries: readonly HistoryEntry[];
  side: 'undo' | 'redo';
  theirs: readonly Operation[];
  document: FlowDocument;
}): readonly HistoryEntry[] {
  const units = new Set(theirs.flatMap((operation) => valueOperation(operation)?.unit ?? []));
  const meets = (entry: HistoryEntry) =>
    entry[side].some((operation) => units.has(valueOperation(operation)?.unit ?? ''));
  // Which texts were there is only asked where both changed one.
  let base = entries.some(meets) ? document : undefined;
  let others = theirs;
  let changed = false;
  const kept: HistoryEntry[] = [];
  for (const entry of entries.toReversed()) {
    const { mine, theirs: next } = rebaseOperations({ mine: entry[side], theirs: others, base, stands: 'theirs' });
    others = next;
    if (base) {
      const stepped = applyOperations({ document: base, operations: entry[side] });
      base = stepped.ok ? stepped.document : undefined;
    }
    const operations = mine.flatMap(({ operation }) => operation ?? []);
    const same =
      operations.length === entry[side].length && operations.every((one, index) => one === entry[side][index]);
    if (!same) changed = true;
    if (operations.length > 0) kept.push(same ? entry : { ...entry, [side]: operations });
  }
  return changed ? kept.reverse() : entries;
}
