import type { FlowDocument, FlowNode, FlowNote, Position } from '../flow-document.ts';
import { type Box, cardBox, freePlace, noteBox, overlap } from '../free-place.ts';
import type { Operation } from '../operation.ts';
import { applyOperation, applyOperations } from '../operations/apply-operation.ts';

/** A card or a note that mine add. */
interface Own {
  /** The place among mine that adds it. */
  index: number;
  item: FlowNode | FlowNote;
  at: Position;
  moved: boolean;
}

/**
 * Mine, with the cards and notes that they add put beside those that others put there at the same time: none covers another. Where mine are moved by hand afterwards, they stay where the hand put
 * them. Theirs are gone through one by one, as in `doubledNames`: so it comes to the same on every client and server, whether they are heard at once or in parts.
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
    pending.push(operation);
    // Of a flow that is laid out anew, a thousand moves: most are nowhere near.
    if (!isInColumnOf({ operation, own })) continue;
    document = withAll({ document, operations: pending });
    pending = [];
    const covering = placedBy({ document, operation });
    if (covering) evade({ own, covering, document });
  }
  const moved = new Map(own.filter((one) => one.moved).map((one) => [one.index, one]));
  if (moved.size === 0) return mine;
  return mine.map((operation, index): Operation => {
    const at = moved.get(index)?.at;
    if (at && operation.type === 'node.add') return { ...operation, position: at };
    return at && operation.type === 'note.add' ? { ...operation, note: { ...operation.note, ...at } } : operation;
  });
}

// What is put back, by undo, comes to stand where it stood.
function ownOf({ operation, index }: { operation: Operation; index: number }): Own[] {
  if (operation.type === 'node.add' && operation.position && operation.index === undefined)
    return [{ index, item: operation.node, at: operation.position, moved: false }];
  if (operation.type !== 'note.add' || operation.index !== undefined) return [];
  const { x, y } = operation.note;
  return [{ index, item: operation.note, at: { x, y }, moved: false }];
}

function isInColumnOf({ operation, own }: { operation: Operation; own: readonly Own[] }): boolean {
  const box = placedBy({ document: undefined, operation });
  return (
    box !== undefined && own.some((one) => overlap({ ...box, y: 0, height: 1 }, { ...boxOf(one), y: 0, height: 1 }))
  );
}

function withAll({ document, operations }: { document: FlowDocument; operations: readonly Operation[] }): FlowDocument {
  const all = applyOperations({ document, operations });
  if (all.ok) return all.document;
  return operations.reduce((before, operation) => {
    const result = applyOperation({ document: before, operation });
    return result.ok ? result.document : before;
  }, document);
}

/** What an operation puts where. Of a node that is moved, its size is that of a usual card where the document is not known. */
function placedBy({
  document,
  operation,
}: {
  document: FlowDocument | undefined;
  operation: Operation;
}): Box | undefined {
  switch (operation.type) {
    case 'node.add':
      return operation.position && cardBox({ node: operation.node, at: operation.position });
    case 'node.move': {
      const node = document?.nodes.find((one) => one.id === operation.id);
      return operation.position && cardBox({ node, at: operation.position });
    }
    case 'note.add':
    case 'note.set':
      return noteBox(operation.note);
    default:
      return undefined;
  }
}

// Each of mine also evades those of mine before it that had to.
function evade({ own, covering, document }: { own: Own[]; covering: Box; document: FlowDocument }): void {
  const taken = [covering];
  for (const [index, one] of own.entries()) {
    const box = boxOf(one);
    if (!taken.some((other) => overlap(other, box))) continue;
    one.at = freePlace({ document: withOwn({ document, own: own.slice(0, index) }), near: one.at, size: box });
    one.moved = true;
    taken.push(boxOf(one));
  }
}

function boxOf({ item, at }: Own): Box {
  return 'type' in item ? cardBox({ node: item, at }) : noteBox({ ...item, ...at });
}

// Under names that no node and no note can have: theirs may have the same.
function withOwn({ document, own }: { document: FlowDocument; own: readonly Own[] }): FlowDocument {
  const nodes = [...document.nodes];
  const notes = [...(document.notes ?? [])];
  const layout = { ...document.layout };
  for (const [index, { item, at }] of own.entries()) {
    const id = `mine:${index}`;
    if ('type' in item) {
      nodes.push({ ...item, id });
      layout[id] = at;
    } else notes.push({ ...item, ...at, id });
  }
  return { ...document, nodes, notes, layout };
}
