import { entriesOf, type FlowDocument, graphOf } from '@patchbay/flow-spec';

interface Options {
  document: FlowDocument;
  nodeId: string;
  /** Names that are known once the path has left a node by a port. */
  knownAfter(id: string, port: string): readonly string[];
}

/**
 * Names that are known at a node whichever path led there. Where paths meet, only what all of them know is; so all is taken to be known at first, and taken away along the edges until nothing
 * changes. Of a node that no path leads to all is taken to be known: it is still being built.
 */
export function surelyBefore({ document, nodeId, knownAfter }: Options): (name: string) => boolean {
  const graph = graphOf(document);
  const entries = entriesOf(document).filter((id) => graph.node(id));
  const reached = graph.reachable(entries);
  if (!reached.has(nodeId)) return () => true;
  const edges = document.edges.filter(({ from, to }) => reached.has(from) && graph.node(to));
  const bits = new Map<string, number>();
  const gains = new Map(
    edges.map((edge) => [
      edge,
      knownAfter(edge.from, edge.port).reduce((sum, name) => {
        const bit = bits.get(name) ?? bits.size;
        bits.set(name, bit);
        return sum | (1n << BigInt(bit));
      }, 0n),
    ]),
  );
  const all = (1n << BigInt(bits.size)) - 1n;
  const known = new Map<string, bigint>(entries.map((id) => [id, 0n]));
  const open = new Set(entries);
  for (const id of open) {
    open.delete(id);
    for (const edge of graph.outgoing(id)) {
      if (!graph.node(edge.to)) continue;
      const before = known.get(edge.to);
      const after = (before ?? all) & ((known.get(id) ?? all) | (gains.get(edge) ?? 0n));
      if (after === before) continue;
      known.set(edge.to, after);
      open.add(edge.to);
    }
  }
  const here = known.get(nodeId) ?? 0n;
  return (name) => ((here >> BigInt(bits.get(name) ?? bits.size)) & 1n) === 1n;
}
