import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import type { Choice } from './choice.ts';
import { type Author, takenItem, writtenChoice } from './choices-of.ts';
import { subflowTaking } from './subflow-taking.ts';

/** What is asked who was writing in a node, note or frame that others took away, besides what met something that was not saved. */
export function writtenIn({
  id,
  met,
  theirs,
  authors,
  mineDocument,
}: {
  /** What one was writing in, as the canvas calls it. */
  id: string | undefined;
  met: readonly Choice[];
  theirs: readonly Operation[];
  authors: readonly Author[];
  mineDocument: FlowDocument;
}): Choice[] {
  if (id === undefined || met.some(({ nodeId }) => nodeId === id)) return [];
  const at = theirs.findIndex((one) => takenItem(one) === id);
  const removal = theirs[at];
  if (!removal) return [];
  const into = subflowTaking({ operations: theirs, id });
  const author = authors[at] ?? { by: null };
  return [writtenChoice({ theirs: removal, author, into, mineDocument }) ?? []].flat();
}
