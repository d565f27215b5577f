import type { FlowDocument, Operation } from '@patchbay/flow-spec';
import { edgeItem, frameItem, noteItem } from '../canvas/item-ids.ts';

/** What is selected after operations that led to a document: under its new id what got one, and without what is gone. */
export function followedSelection({
  selection,
  operations,
  document,
}: {
  selection: ReadonlySet<string>;
  operations: readonly Operation[];
  document: FlowDocument;
}): ReadonlySet<string> {
  if (selection.size === 0 || operations.every(({ type }) => keepsAll.has(type))) return selection;
  let items = [...selection];
  for (const operation of operations)
    if (operation.type === 'node.rename') items = items.map((item) => renamedItem({ item, ...operation }));
  const there = new Set([
    ...document.nodes.map((node) => node.id),
    ...document.edges.map(edgeItem),
    ...(document.notes ?? []).map((note) => noteItem(note.id)),
    ...(document.frames ?? []).map((frame) => frameItem(frame.id)),
  ]);
  items = items.filter((item) => there.has(item));
  const same = items.length === selection.size && items.every((item) => selection.has(item));
  return same ? selection : new Set(items);
}

// Most of what is done: nothing comes by another name, and nothing goes.
const keepsAll: ReadonlySet<Operation['type']> = new Set(['node.set', 'node.label', 'node.move', 'node.add']);

/** An item of the canvas after a node got another id. */
export function renamedItem({ item, id, to }: { item: string; id: string; to: string }): string {
  if (item === id) return to;
  const edge = edgeItem({ from: id, port: '' });
  return item.startsWith(edge) ? edgeItem({ from: to, port: item.slice(edge.length) }) : item;
}
