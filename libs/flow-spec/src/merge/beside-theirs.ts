import type { FlowDocument } from '../flow-document.ts';
import { overlap } from '../free-place.ts';
import type { Operation } from '../operation.ts';
import { applyOperation, applyOperations } from '../operations/apply-operation.ts';
import { evade, type Own, ownOf } from './own-places.ts';
import { placedBy } from './placed-by.ts';
import { withPlaces } from './with-places.ts';

/**
 * Mine, with the cards, notes and frames that they add put beside those that others put there at the same time: none covers another, and no title of a frame. Where mine are moved by hand
 * afterwards, they stay where the hand put them. Theirs are gone through one by one, as in `doubledNames`: so it comes to the same on every client and server, whether they are heard at once or in
 * parts.
 */
export function besideTheirs({
  base,
  mine,
  theirs,
}: {
  /** Before mine and theirs. */
  base: FlowDocument;
  mine: readonly Operation[];
  theirs: readonly Operation[];
}): readonly Operation[] {
  const own = mine.flatMap((operation, index) => ownOf({ operation, index }));
  if (own.length === 0) return mine;
  let document = base;
  let pending: Operation[] = [];
  for (const operation of theirs) {
    // Of a flow that is laid out anew, a thousand moves: most are nowhere near.
    if (!isInColumnOf({ operation, own })) {
      pending.push(operation);
      continue;
    }
    const before = withAll({ document, operations: pending });
    pending = [];
    document = withAll({ document: before, operations: [operation] });
    const covering = placedBy({ document, operation });
    if (covering) evade({ own, covering, before, document });
  }
  return own.some((one) => one.moved) ? withPlaces({ operations: mine, own }) : mine;
}

function isInColumnOf({ operation, own }: { operation: Operation; own: readonly Own[] }): boolean {
  const box = placedBy({ document: undefined, operation });
  return box !== undefined && own.some((one) => overlap({ ...box, y: 0, height: 1 }, { ...one.box, y: 0, height: 1 }));
}

function withAll({ document, operations }: { document: FlowDocument; operations: readonly Operation[] }): FlowDocument {
  const all = applyOperations({ document, operations });
  if (all.ok) return all.document;
  return operations.reduce((before, operation) => {
    const result = applyOperation({ document: before, operation });
    return result.ok ? result.document : before;
  }, document);
}
