import type { FlowDocument, FlowEdge } from '../flow-document.ts';
import { identicalJson } from '../json/identical-json.ts';
import type { Operation } from '../operation.ts';

/** Edges taken out, led elsewhere and put in, after the nodes were changed. */
export function edgeEdits({ from, to }: { from: FlowDocument; to: FlowDocument }): Operation[] {
  const nodes = new Set(to.nodes.map((node) => node.id));
  const before = new Map(
    from.edges
      // Those of nodes that went have gone with them.
      .filter((edge) => nodes.has(edge.from) && nodes.has(edge.to))
      .map((edge) => [nameOf(edge), edge]),
  );
  const after = new Set(to.edges.map(nameOf));
  const operations: Operation[] = [];
  for (const [name, edge] of before)
    if (!after.has(name)) operations.push({ type: 'edge.remove', from: edge.from, port: edge.port });
  for (const [index, edge] of to.edges.entries()) {
    const old = before.get(nameOf(edge));
    if (!old) operations.push({ type: 'edge.add', edge, index });
    else if (!identicalJson(old, edge))
      operations.push({ type: 'edge.reconnect', from: edge.from, port: edge.port, to: edge.to });
  }
  return operations;
}

function nameOf(edge: FlowEdge): string {
  return `${edge.from}\n${edge.port}`;
}
