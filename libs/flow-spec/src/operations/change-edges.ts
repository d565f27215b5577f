import type { FlowEdge } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { edgeFault } from './edge-operations.ts';
import { type Run, runOf, type RunOptions } from './run-of.ts';

/** Edges that are added in a row. Undefined where they are few, or one of them may not be. */
export function addEdges({ document, operations, from }: RunOptions): Run | undefined {
  const additions = runOf({ type: 'edge.add', operations, from });
  if (additions.length === 0) return undefined;
  const ids = new Set(document.nodes.map(({ id }) => id));
  const taken = new Set(document.edges.map(keyOf));
  const edges: FlowEdge[] = [...document.edges];
  const inverses: Operation[][] = [];
  for (const { edge, index = edges.length } of additions) {
    if (edgeFault(edge) !== undefined || !ids.has(edge.from) || !ids.has(edge.to) || taken.has(keyOf(edge)))
      return undefined;
    taken.add(keyOf(edge));
    edges.splice(Math.min(Math.max(0, index), edges.length), 0, edge);
    inverses.push([{ type: 'edge.remove', from: edge.from, port: edge.port }]);
  }
  return { document: { ...document, edges }, inverses, count: additions.length };
}

/** Edges that are removed in a row. Undefined where they are few, or one of them is not there. */
export function removeEdges({ document, operations, from }: RunOptions): Run | undefined {
  const removals = runOf({ type: 'edge.remove', operations, from });
  const gone = new Set(removals.map(keyOf));
  if (removals.length === 0 || gone.size < removals.length) return undefined;
  const inverse: Operation[] = [];
  for (const [index, edge] of document.edges.entries())
    if (gone.has(keyOf(edge))) inverse.push({ type: 'edge.add', edge, index });
  if (inverse.length < gone.size) return undefined;
  const edges = document.edges.filter((edge) => !gone.has(keyOf(edge)));
  return { document: { ...document, edges }, inverses: [inverse], count: removals.length };
}

// No id of a node holds a line feed.
function keyOf({ from, port }: Pick<FlowEdge, 'from' | 'port'>): string {
  return `${from}\n${port}`;
}
