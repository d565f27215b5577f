import type { FlowDocument } from '../flow-document.ts';
import { type FlowGraph, graphOf } from '../flow-graph.ts';
import type { NodeTypes } from '../node-types.ts';
import type { OwnProblem } from './flow-problem.ts';
import { strongComponents } from './strong-components.ts';

interface Place {
  document: FlowDocument;
  types: NodeTypes;
}

/** Cycles with no wait in them: errors where nothing leads out. */
export function cycleProblems({ document, types }: Place): OwnProblem[] {
  const graph = graphOf(document);
  const running = new Set(document.nodes.flatMap((node) => (mayWait({ graph, types, id: node.id }) ? [] : [node.id])));
  const next = (id: string) => graph.outgoing(id).flatMap((edge) => (running.has(edge.to) ? [edge.to] : []));
  const nextUnbounded = (id: string) =>
    graph
      .outgoing(id)
      // The path from `each` back to its loop is bounded by the items.
      .flatMap((edge) => (running.has(edge.to) && !(isLoop(graph, id) && edge.port === 'each') ? [edge.to] : []));
  const cycles = strongComponents({ ids: [...running], next: nextUnbounded });
  if (cycles.length === 0) return [];
  // A cycle is left only where the loops in it are left as well.
  const around = strongComponents({ ids: [...running], next }).map((members) => new Set(members));
  return cycles.flatMap((members) => {
    const inside = around.find((one) => one.has(members[0] ?? '')) ?? new Set(members);
    const leads = [...inside].some((id) => leadsOut({ graph, types, id, inside }));
    return members.map((nodeId) => ({ nodeId, path: '', ...(leads ? warning : endless) }));
  });
}

function isLoop(graph: FlowGraph, id: string): boolean {
  return graph.node(id)?.type === 'loop';
}

const warning = {
  severity: 'warning',
  code: 'cycle.no_wait',
  message: 'This node is in a cycle with no wait in it: a turn that goes round too often ends with an error.',
} as const;

const endless = {
  severity: 'error',
  code: 'cycle.endless',
  message:
    'This node is in a cycle that waits nowhere and has no way out: lead a path out of it, or ask the user in it.',
} as const;

function mayWait({ graph, types, id }: { graph: FlowGraph; types: NodeTypes; id: string }): boolean {
  const node = graph.node(id);
  const type = node && types.get(node.type);
  // What is not known may wait: it is reported as unknown anyway.
  if (!node || !type) return true;
  return typeof type.waits === 'function' ? type.waits(node.config ?? {}) : type.waits;
}

// A way out is a plain port that does not lead on inside the cycle, or any other port that leads elsewhere.
function leadsOut({
  graph,
  types,
  id,
  inside,
}: {
  graph: FlowGraph;
  types: NodeTypes;
  id: string;
  inside: Set<string>;
}): boolean {
  const node = graph.node(id);
  const outlets = (node && types.get(node.type)?.outlets(node.config ?? {})) ?? [];
  return outlets.some((outlet) => {
    const edge =
      graph.edge(id, outlet.id) ?? (outlet.fallback === undefined ? undefined : graph.edge(id, outlet.fallback));
    return edge === undefined ? outlet.kind === 'plain' : !inside.has(edge.to);
  });
}
