import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import type { Choice } from './choice.ts';
import { type Author, writtenChoice } from './choices-of.ts';
import { subflowTaking } from './subflow-taking.ts';

/** What is asked who was writing in the form of a node that others took away, besides what met something that was not saved. */
export function writtenIn({
  id,
  met,
  theirs,
  authors,
  mineDocument,
}: {
  /** Of that node. */
  id: string | undefined;
  met: readonly Choice[];
  theirs: readonly Operation[];
  authors: readonly Author[];
  mineDocument: FlowDocument;
}): Choice[] {
  const at = theirs.findIndex((one) => one.type === 'node.remove' && one.id === id);
  if (id === undefined || at < 0 || met.some(({ nodeId }) => nodeId === id)) return [];
  const into = subflowTaking({ operations: theirs, id });
  const author = authors[at] ?? { by: null };
  return [writtenChoice({ id, author, into, mineDocument }) ?? []].flat();
}
