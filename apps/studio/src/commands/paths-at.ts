import { type FlowDocument, type FlowEdge, graphOf } from '@patchbay/flow-spec';
import { cardGeometry } from '../canvas/card-geometry.ts';
import { edgeItem } from '../canvas/item-ids.ts';

/** The paths that leave a node, from its first port to its last, and then those that lead to it, as items of the canvas. One that leads back to its own node is there once. */
export function pathsAt({ document, node }: { document: FlowDocument; node: string }): string[] {
  return [...new Set([...leaving({ document, node }), ...graphOf(document).incoming(node)].map(edgeItem))];
}

/** The paths that leave a node, in the order of its ports. */
export function leaving({ document, node: id }: { document: FlowDocument; node: string }): FlowEdge[] {
  const graph = graphOf(document);
  const node = graph.node(id);
  const edges = graph.outgoing(id);
  if (!node) return [];
  const { outlets } = cardGeometry({ node, connected: edges.map((edge) => edge.port).join('\n') });
  return outlets.flatMap((outlet) => graph.edge(id, outlet.id) ?? []);
}
