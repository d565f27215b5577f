import { DOCUMENT_LIMITS } from '../document-limits.ts';
import type { FlowDocument, FlowNode, Position } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { nodeFault, positionFault } from './node-operations.ts';
import { type Run, runOf, type RunOptions } from './run-of.ts';

/** Nodes that are added in a row. Undefined where they are few, or something about one of them is to be looked at by itself. */
export function addNodes({ document, operations, from }: RunOptions): Run | undefined {
  const additions = runOf({ type: 'node.add', operations, from });
  if (additions.length === 0 || document.nodes.length + additions.length > DOCUMENT_LIMITS.nodes) return undefined;
  const known = mentioned(document);
  const nodes: FlowNode[] = [...document.nodes];
  const layout: Record<string, Position> = {};
  for (const id of Object.keys(document.layout ?? {})) layout[id] = Reflect.get(document.layout ?? {}, id);
  const inverses: Operation[][] = [];
  for (const { node, position, index = nodes.length } of additions) {
    if (nodeFault(node) !== undefined || known.has(node.id)) return undefined;
    if (position && (!document.layout || positionFault(position) !== undefined)) return undefined;
    known.add(node.id);
    nodes.splice(Math.min(Math.max(0, index), nodes.length), 0, node);
    if (position) layout[node.id] = position;
    inverses.push([{ type: 'node.remove', id: node.id }]);
  }
  const after: FlowDocument = { ...document, nodes, ...(document.layout ? { layout } : {}) };
  return { document: after, inverses, count: additions.length };
}

/** Ids of nodes that are there, or of which something is left in the layout or in texts. */
function mentioned(document: FlowDocument): Set<string> {
  const ids = new Set([...document.nodes.map(({ id }) => id), ...Object.keys(document.layout ?? {})]);
  for (const texts of Object.values(document.translations ?? {}))
    for (const path of Object.keys(texts)) ids.add(path.split('.', 1)[0] ?? '');
  return ids;
}
