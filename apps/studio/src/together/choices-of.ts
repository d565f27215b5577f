import { applyOperation, deepEqual, type FlowDocument, type Operation, valueOperation } from '@patchbay/flow-spec';
import { frameItem, itemOf, noteItem } from '../canvas/item-ids.ts';
import { describeOperations } from '../editor/describe-operations.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import type { Choice } from './choice.ts';

/** Who changed something: names may be those of two people. */
export type Author = Pick<Choice, 'by' | 'byUser'>;

interface Meeting {
  mine: Operation;
  theirs: Operation;
  author: Author;
  /** With mine and without theirs. */
  mineDocument: FlowDocument;
  /** With theirs and without mine. */
  theirsDocument: FlowDocument;
  /** Name of the subflow into which the one that took the node away put it. */
  into?: string | undefined;
  /** Which came later, and so stands. */
  later: 'mine' | 'theirs';
  /** What takes theirs back, where nothing was left of mine: it changed what they took away. */
  back?: Operation[] | undefined;
  /** What takes mine back, where it stands on top of theirs; else mine is tried there by itself. */
  undo?: Undo | undefined;
}

/** What takes one of several operations back: as if it were the last of them, and after those that followed it. */
export interface Undo {
  inverse: readonly Operation[];
  afterwards: readonly Operation[];
}

/** What its author is asked where two operations met; undefined where nobody minds, as with places on the canvas. */
export function choiceOf(meeting: Meeting): Choice | undefined {
  const { mine, theirs } = meeting;
  if (isPlace(mine) || isPlace(theirs)) return undefined;
  const theirsGone = takenItem(theirs) !== undefined;
  if (theirsGone && takenItem(mine) !== undefined) return undefined;
  if (theirsGone) return taken(meeting);
  if (mine.type === 'node.remove') return kept(meeting);
  return value(meeting);
}

// They took the node, note or frame away: it comes back as I had it.
function taken({ mine, theirs, author, into, mineDocument }: Meeting): Choice | undefined {
  const id = takenItem(theirs);
  const removed = applyOperation({ document: mineDocument, operation: theirs });
  const name = id === undefined ? undefined : wordsOf({ document: mineDocument, id });
  if (!removed.ok || name === undefined) return undefined;
  return {
    unit: unitOf(`node ${id}`, author),
    kind: 'taken',
    field: undefined,
    ...{ nodeId: id, node: name, into },
    mineLabel: describeOperations({ document: mineDocument, operations: [mine] }),
    theirsLabel: describeOperations({ document: mineDocument, operations: [theirs] }),
    ...author,
    mine: contentOf(mine) ?? name,
    theirs: undefined,
    stands: 'theirs',
    other: removed.inverse,
  };
}

/** What is asked who was writing in a node, note or frame that others took away: it comes back with all that was typed. Undefined where it was not there any more. */
export function writtenChoice({
  theirs,
  author,
  into,
  mineDocument,
}: Pick<Meeting, 'theirs' | 'author' | 'into' | 'mineDocument'>): Choice | undefined {
  const choice = taken({
    ...{ mine: theirs, theirs, author, into, mineDocument, theirsDocument: mineDocument },
    later: 'theirs',
  });
  return choice && { ...choice, kind: 'written' };
}

/** The node, note or frame that an operation takes away, as the canvas calls it. */
export function takenItem(operation: Operation): string | undefined {
  if (operation.type === 'node.remove') return operation.id;
  if (operation.type === 'note.remove') return noteItem(operation.id);
  return operation.type === 'frame.remove' ? frameItem(operation.id) : undefined;
}

/** How a node is called, or what a note or a frame says; undefined where it is not there. */
function wordsOf({ document, id: name }: { document: FlowDocument; id: string }): string | undefined {
  const item = itemOf(name);
  if (item.kind === 'note') return document.notes?.find(({ id }) => id === item.id)?.text;
  if (item.kind === 'frame') return document.frames?.find(({ id }) => id === item.id)?.title;
  return document.nodes.some(({ id }) => id === name) ? nameOfNode({ document, id: name }) : undefined;
}

// I took the node away: it comes back as they had it.
function kept({ mine, theirs, author, into, theirsDocument, later }: Meeting): Choice | undefined {
  if (mine.type !== 'node.remove') return undefined;
  const { id } = mine;
  const removed = applyOperation({ document: theirsDocument, operation: mine });
  // Where theirs came later, it found nothing to change: its author is asked.
  if (!removed.ok || later === 'theirs') return undefined;
  return {
    unit: unitOf(`node ${id}`, author),
    kind: 'kept',
    field: undefined,
    ...{ nodeId: id, node: nameOfNode({ document: theirsDocument, id }), into },
    mineLabel: describeOperations({ document: theirsDocument, operations: [mine] }),
    theirsLabel: describeOperations({ document: theirsDocument, operations: [theirs] }),
    ...author,
    mine: undefined,
    theirs: contentOf(theirs) ?? nameOfNode({ document: theirsDocument, id }),
    stands: 'mine',
    other: removed.inverse,
  };
}

function value({ mine, theirs, author, mineDocument, theirsDocument, later, back, undo }: Meeting): Choice | undefined {
  const own = valueOperation(mine);
  const other = valueOperation(theirs);
  const same = own && other && own.unit === other.unit;
  if (same && deepEqual(own.value, other.value)) return undefined;
  const undone = undo ?? undoAlone({ document: theirsDocument, operation: mine });
  // What I changed was in an item that they took out after it: it comes back as I had it.
  const item =
    later === 'theirs' && isItemOut(theirs)
      ? undoAlone({ document: mineDocument, operation: theirs })?.inverse
      : undefined;
  // Two items of a list may have had one index, one after another: what was taken out tells them apart.
  const out = back ?? (isItemOut(mine) ? undone?.inverse : undefined);
  return {
    unit: unitOf(`${own?.unit ?? `${mine.type} ${nodeOf(mine) ?? ''}`}${out ? ` ${JSON.stringify(out)}` : ''}`, author),
    kind: 'value',
    field: own?.unit,
    nodeId: nodeOf(mine),
    mineLabel: describeOperations({ document: mineDocument, operations: [mine] }),
    theirsLabel: describeOperations({ document: theirsDocument, operations: [theirs] }),
    ...author,
    mine: contentOf(mine),
    theirs: contentOf(theirs),
    stands: back ? 'theirs' : later,
    other: back
      ? [...back, mine]
      : later === 'theirs'
        ? [...(item ?? [mine])]
        : same
          ? [own.withValue(other.value)]
          : [...(undone?.afterwards ?? [theirs])],
  };
}

function undoAlone({ document, operation }: { document: FlowDocument; operation: Operation }): Undo | undefined {
  const result = applyOperation({ document, operation });
  return result.ok ? { inverse: result.inverse, afterwards: result.inverse } : undefined;
}

/** What an operation puts into the flow, to be read by people. */
function contentOf(operation: Operation): unknown {
  switch (operation.type) {
    case 'edge.add':
      return `${operation.edge.port} → ${operation.edge.to}`;
    case 'edge.reconnect':
      return `${operation.port} → ${operation.to}`;
    case 'node.set':
      return operation.value;
    case 'node.add':
    case 'node.convert':
      return operation.node.label ?? operation.node.id;
    case 'node.rename':
      return operation.to;
    case 'variable.add':
      return operation.variable;
    default:
      return valueOperation(operation)?.value;
  }
}

function unitOf(what: string, { by, byUser }: Author): string {
  return `${what} ${byUser ?? by ?? ''}`;
}

function isPlace(operation: Operation): boolean {
  return operation.type === 'node.move';
}

function isItemOut(operation: Operation): boolean {
  return operation.type === 'node.set' && operation.value === undefined && typeof operation.path.at(-1) === 'number';
}

function nodeOf(operation: Operation): string | undefined {
  if (operation.type === 'edge.add') return operation.edge.from;
  if (operation.type === 'edge.remove' || operation.type === 'edge.reconnect') return operation.from;
  if (operation.type === 'node.add') return operation.node.id;
  return operation.type.startsWith('node.') && 'id' in operation ? operation.id : undefined;
}
