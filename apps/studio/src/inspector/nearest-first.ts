import { type FlowDocument, type FlowNode, graphOf } from '@patchbay/flow-spec';

/** Nodes whose paths lead to this one, those right before it first; then the others, as the document has them. Without the node itself. */
export function nearestFirst({ document, nodeId }: { document: FlowDocument; nodeId: string }): {
  upstream: FlowNode[];
  others: FlowNode[];
} {
  const graph = graphOf(document);
  const seen = new Set([nodeId]);
  const upstream: FlowNode[] = [];
  let level = [nodeId];
  while (level.length > 0) {
    const before = level.flatMap((id) => graph.incoming(id).map((edge) => edge.from));
    level = [...new Set(before)].filter((id) => !seen.has(id));
    for (const id of level) {
      seen.add(id);
      const node = graph.node(id);
      if (node) upstream.push(node);
    }
  }
  return { upstream, others: document.nodes.filter((node) => !seen.has(node.id)) };
}
