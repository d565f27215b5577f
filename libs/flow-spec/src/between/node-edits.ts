import { FLOW_FORMAT } from '../document-limits.ts';
import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { identicalJson } from '../json/identical-json.ts';
import { placeOf } from '../json/keys-in-place.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { recordEdits } from './value-edits.ts';

const empty: FlowDocument = { format: FLOW_FORMAT, key: 'x', name: 'x', nodes: [], edges: [] };

/** Nodes taken out, changed, put in and moved. */
export function nodeEdits({ from, to }: { from: FlowDocument; to: FlowDocument }): Operation[] {
  const before = new Map(from.nodes.map((node) => [node.id, node]));
  const after = new Set(to.nodes.map((node) => node.id));
  const operations: Operation[] = [];
  for (const { id } of from.nodes)
    if (!after.has(id)) operations.push({ type: 'node.remove', id, ...(to.layout ? {} : { tidy: 1 }) });
  for (const [index, node] of to.nodes.entries()) {
    const old = before.get(node.id);
    if (!old) operations.push({ type: 'node.add', node, index });
    else if (!identicalJson(old, node)) operations.push(...changes({ old, node }));
  }
  const moved = new Set<unknown>();
  for (const { path, value, places } of recordEdits({ before: plain(from.layout), after: plain(to.layout) })) {
    const [id] = path;
    if (moved.has(id)) continue;
    moved.add(id);
    // The path to a coordinate is one to a position.
    if (typeof id !== 'string' || (!after.has(id) && value === undefined)) continue;
    const position = to.layout?.[id];
    operations.push({
      type: 'node.move',
      id,
      ...(position ? { position } : to.layout ? {} : { tidy: 1 }),
      ...(path.length === 1 && places
        ? { places: from.layout ? places : [placeOf(to, 'layout') ?? 0, ...places] }
        : {}),
    });
  }
  return operations;
}

function changes({ old, node }: { old: FlowNode; node: FlowNode }): Operation[] {
  const { id } = node;
  const fine: Operation[] = [];
  if (old.label !== node.label) {
    const place = old.label === undefined ? { place: placeOf(node, 'label') } : {};
    fine.push({ type: 'node.label', id, ...(node.label === undefined ? {} : { label: node.label, ...place }) });
  }
  if (old.config && node.config) {
    for (const edit of recordEdits({ before: old.config, after: node.config }))
      fine.push({ type: 'node.set', id, ...edit });
  } else if (old.config || node.config)
    fine.push({
      type: 'node.set',
      id,
      path: [],
      ...(node.config ? { value: node.config, places: [placeOf(node, 'config') ?? 0] } : {}),
    });
  const alone = applyOperations({ document: { ...empty, nodes: [old] }, operations: fine });
  return alone.ok && identicalJson(alone.document.nodes, [node]) ? fine : [{ type: 'node.convert', id, node }];
}

function plain(record: object | undefined): Record<string, unknown> {
  return { ...record };
}
