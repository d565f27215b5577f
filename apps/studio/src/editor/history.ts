import { deepEqual, listEditOf, type Operation } from '@patchbay/flow-spec';

/** Within which what is typed is one step of undo. Milliseconds. */
const MERGE_MS = 1_000;

/** Steps of undo that are kept. */
const MOST_UNDO = 500;

/** One step of undo: what takes it back, what makes it again, and what it is called in the history. */
export interface HistoryEntry {
  undo: Operation[];
  redo: Operation[];
  label: string;
  mergeKey?: string | undefined;
  /** When it was made last, in ms since 1970. */
  at: number;
}

export interface History {
  past: readonly HistoryEntry[];
  /** Steps that were taken back, the next one to be made again last. */
  future: readonly HistoryEntry[];
}

/** Whether a change is still of the last step: what is typed in quick succession is. An item that is put into a list begins one. */
export function goesWith({
  last,
  operations,
  mergeKey,
  at,
}: {
  last: HistoryEntry;
  operations: readonly Operation[];
  mergeKey: string | undefined;
  at: number;
}): boolean {
  if (mergeKey === undefined || last.mergeKey !== mergeKey || at - last.at >= MERGE_MS) return false;
  return !operations.some((operation) => operation.type === 'node.set' && listEditOf(operation));
}

/** The last steps, with one more. */
export function withEntry({
  past,
  entry,
}: {
  past: readonly HistoryEntry[];
  entry: HistoryEntry;
}): readonly HistoryEntry[] {
  return [...past.slice(1 - MOST_UNDO), entry];
}

/** Two steps as one. Of what was typed into one field only the last value is kept: its inverse is that of the first. */
export function mergedEntry({ last, entry }: { last: HistoryEntry; entry: HistoryEntry }): HistoryEntry {
  const previous = last.redo.at(-1);
  const [next] = entry.redo;
  if (
    entry.redo.length === 1 &&
    previous?.type === 'node.set' &&
    next?.type === 'node.set' &&
    'value' in previous &&
    'value' in next &&
    !listEditOf(previous) &&
    !listEditOf(next) &&
    previous.id === next.id &&
    deepEqual(previous.path, next.path)
  )
    return { ...last, redo: last.redo.with(-1, next), at: entry.at };
  // What was typed as a name is told as it stands at the end.
  const { label } = entry.redo.length === 1 && last.redo.every(({ type }) => type === next?.type) ? entry : last;
  return { ...last, label, redo: [...last.redo, ...entry.redo], undo: [...entry.undo, ...last.undo], at: entry.at };
}
