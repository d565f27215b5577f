import { type FlowDocument, graphOf, type Operation } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { edgeItem, frameItem, noteItem } from '../canvas/item-ids.ts';

/**
 * Removes what is selected: nodes, notes, frames, edges. A path that led through removed nodes by one way only closes over them. The start of a flow that has no
 * other stays.
 */
export function deleteSelection({ document, ids }: { document: FlowDocument; ids: ReadonlySet<string> }): Operation[] {
  const starts = document.nodes.filter((node) => node.type === 'start');
  const gone = new Set(
    document.nodes
      .filter((node) => ids.has(node.id) && !(node.type === 'start' && starts.every((one) => ids.has(one.id))))
      .map((node) => node.id),
  );
  const operations: Operation[] = [];
  for (const edge of document.edges) {
    if (gone.has(edge.from)) continue;
    if (ids.has(edgeItem(edge))) operations.push({ type: 'edge.remove', from: edge.from, port: edge.port });
    else if (gone.has(edge.to)) {
      const to = wayOut({ document, from: edge.to, gone });
      if (to !== undefined) operations.push({ type: 'edge.reconnect', from: edge.from, port: edge.port, to });
    }
  }
  for (const id of gone) operations.push({ type: 'node.remove', id });
  for (const { id } of document.notes ?? []) if (ids.has(noteItem(id))) operations.push({ type: 'note.remove', id });
  for (const { id } of document.frames ?? []) if (ids.has(frameItem(id))) operations.push({ type: 'frame.remove', id });
  return operations;
}

// Where a path comes out again that enters removed nodes, while each of them leads on by one plain port.
function wayOut({
  document,
  from,
  gone,
}: {
  document: FlowDocument;
  from: string;
  gone: ReadonlySet<string>;
}): string | undefined {
  const graph = graphOf(document);
  const seen = new Set<string>();
  let at = from;
  while (gone.has(at)) {
    if (seen.has(at)) return undefined;
    seen.add(at);
    const node = graph.node(at);
    const plain = new Set(
      (node && nodeRegistry.get(node.type)?.outlets(node.config ?? {}))
        ?.filter((outlet) => outlet.kind === 'plain')
        .map((outlet) => outlet.id),
    );
    const ways = graph.outgoing(at).filter((edge) => plain.has(edge.port) && edge.to !== at);
    const [way] = ways;
    if (!way || new Set(ways.map((edge) => edge.to)).size > 1) return undefined;
    at = way.to;
  }
  return at;
}
