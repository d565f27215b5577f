import type { FlowDocument, FlowEdge, FlowNode } from './flow-document.ts';
import { isRecord } from './is-record.ts';

/** A document's nodes and edges by what is asked of them. */
export interface FlowGraph {
  node(id: string): FlowNode | undefined;
  /** The edge that leaves a port. */
  edge(from: string, port: string): FlowEdge | undefined;
  outgoing(id: string): readonly FlowEdge[];
  incoming(id: string): readonly FlowEdge[];
  /** Ids that can be reached from these, those themselves included. */
  reachable(from: readonly string[]): Set<string>;
}

const graphs = new WeakMap<FlowDocument, FlowGraph>();

/** The graph of a document, made once for each. */
export function graphOf(document: FlowDocument): FlowGraph {
  const known = graphs.get(document);
  if (known) return known;
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const outgoing = new Map<string, FlowEdge[]>();
  const incoming = new Map<string, FlowEdge[]>();
  for (const edge of document.edges) {
    push(outgoing, edge.from, edge);
    push(incoming, edge.to, edge);
  }
  const graph: FlowGraph = {
    node: (id) => nodes.get(id),
    edge: (from, port) => outgoing.get(from)?.find((edge) => edge.port === port),
    outgoing: (id) => outgoing.get(id) ?? [],
    incoming: (id) => incoming.get(id) ?? [],
    reachable(from) {
      const seen = new Set(from);
      const open = [...from];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        for (const edge of outgoing.get(id) ?? []) {
          if (seen.has(edge.to)) continue;
          seen.add(edge.to);
          open.push(edge.to);
        }
      }
      return seen;
    },
  };
  graphs.set(document, graph);
  return graph;
}

/** Settings that can lead to a node, by `goto`. */
export const GOTO_SETTINGS = ['onError', 'onStuck', 'idle'] as const;

/** Nodes that settings lead to: `onError`, `onStuck` and `idle`, by the path of the setting. */
export function gotoTargets(document: FlowDocument): { path: string; to: string }[] {
  const settings: unknown = document.settings;
  if (!isRecord(settings)) return [];
  const found: { path: string; to: string }[] = [];
  for (const key of GOTO_SETTINGS) {
    const value = settings[key];
    if (isRecord(value) && typeof value.goto === 'string') found.push({ path: `settings.${key}.goto`, to: value.goto });
  }
  return found;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
