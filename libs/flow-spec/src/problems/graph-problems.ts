import type { FlowDocument } from '../flow-document.ts';
import { type FlowGraph, gotoTargets, graphOf } from '../flow-graph.ts';
import type { NodeTypes } from '../node-types.ts';
import type { FlowProblem } from './flow-problem.ts';
import { strongComponents } from './strong-components.ts';

/** Starts, unreachable nodes, ports without edges, edges without ports, and cycles without a wait. */
export function graphProblems({ document, types }: { document: FlowDocument; types: NodeTypes }): FlowProblem[] {
  const graph = graphOf(document);
  const found: FlowProblem[] = [];
  const starts = document.nodes.filter((node) => node.type === 'start');
  if (starts.length === 0)
    found.push({
      nodeId: null,
      path: 'nodes',
      severity: 'error',
      code: 'start.missing',
      message: 'The flow needs a start node.',
    });
  for (const extra of starts.slice(1))
    found.push({
      nodeId: extra.id,
      path: '',
      severity: 'error',
      code: 'start.several',
      message: 'A flow has one start node; this is another.',
    });
  const roots = [
    ...starts.map((node) => node.id),
    ...gotoTargets(document).map((target) => target.to),
    ...anytimeRoots(document),
  ];
  const reachable = graph.reachable(roots);
  for (const node of document.nodes) {
    if (!reachable.has(node.id))
      found.push({
        nodeId: node.id,
        path: '',
        severity: 'warning',
        code: 'node.unreachable',
        message: 'No path leads to this node.',
      });
    found.push(...portProblems({ document, graph, types, id: node.id }));
  }
  found.push(...cycleProblems({ document, graph, types }));
  return found;
}

// A path may begin at an intent that is tried at any time, without an edge to it.
function anytimeRoots(document: FlowDocument): string[] {
  return document.nodes.filter((node) => node.config?.anytime === true).map((node) => node.id);
}

function portProblems({
  document,
  graph,
  types,
  id,
}: {
  document: FlowDocument;
  graph: FlowGraph;
  types: NodeTypes;
  id: string;
}): FlowProblem[] {
  const node = graph.node(id);
  const type = node && types.get(node.type);
  if (!node || !type) return [];
  const found: FlowProblem[] = [];
  const outlets = type.outlets(node.config ?? {});
  for (const edge of graph.outgoing(id)) {
    if (!outlets.some((outlet) => outlet.id === edge.port)) {
      found.push({
        nodeId: id,
        path: edge.port,
        severity: 'error',
        code: 'edge.port_unknown',
        message: `An edge leaves the port "${edge.port}", which this node does not have.`,
      });
    }
  }
  const leads = (port: string) => graph.edge(id, port) !== undefined;
  const branches = outlets.filter((outlet) => outlet.kind === 'plain' && outlet.id !== 'next');
  for (const outlet of branches) {
    // A path may end anywhere; where a node branches, a branch that leads nowhere is mostly a mistake.
    if (leads(outlet.id) || (outlet.fallback !== undefined && leads(outlet.fallback))) continue;
    if (
      outlet.id === 'else' ||
      outlet.id === 'cancelled' ||
      outlet.id === 'done' ||
      outlet.id === 'rejected' ||
      outlet.id === 'expired'
    )
      continue;
    found.push({
      nodeId: id,
      path: outlet.id,
      severity: 'warning',
      code: 'edge.missing',
      message: `"${outlet.label}" leads nowhere: the path ends there.`,
    });
  }
  if (node.type === 'start' && !leads('next') && document.nodes.length > 1) {
    found.push({
      nodeId: id,
      path: 'next',
      severity: 'warning',
      code: 'edge.missing',
      message: 'The start leads nowhere.',
    });
  }
  return found;
}

function cycleProblems({
  document,
  graph,
  types,
}: {
  document: FlowDocument;
  graph: FlowGraph;
  types: NodeTypes;
}): FlowProblem[] {
  const waits = (id: string) => {
    const node = graph.node(id);
    const type = node && types.get(node.type);
    // What is not known may wait: it is reported as unknown anyway.
    if (!node || !type) return true;
    return typeof type.waits === 'function' ? type.waits(node.config ?? {}) : type.waits;
  };
  const pure = new Set(document.nodes.filter((node) => !waits(node.id)).map((node) => node.id));
  // The path from `each` back to its loop is bounded by the items.
  const next = (id: string) =>
    graph
      .outgoing(id)
      .filter((edge) => pure.has(edge.to) && !(graph.node(id)?.type === 'loop' && edge.port === 'each'))
      .map((edge) => edge.to);
  const found: FlowProblem[] = [];
  for (const members of strongComponents({ ids: [...pure], next })) {
    const inside = new Set(members);
    const leaves = members.some((id) => exits({ graph, types, id, inside }));
    for (const id of members) {
      found.push(
        leaves
          ? {
              nodeId: id,
              path: '',
              severity: 'warning',
              code: 'cycle.no_wait',
              message:
                'This node is in a cycle with no wait in it: a turn ends with an error when it goes round too often.',
            }
          : {
              nodeId: id,
              path: '',
              severity: 'error',
              code: 'cycle.endless',
              message: 'This node is in a cycle that waits nowhere and has no way out.',
            },
      );
    }
  }
  return found;
}

// A member with a plain port that does not lead on inside the cycle is a way out.
function exits({
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
  const type = node && types.get(node.type);
  if (!node || !type) return true;
  return type.outlets(node.config ?? {}).some((outlet) => {
    if (outlet.kind !== 'plain') return false;
    const edge =
      graph.edge(id, outlet.id) ?? (outlet.fallback === undefined ? undefined : graph.edge(id, outlet.fallback));
    return edge === undefined || !inside.has(edge.to);
  });
}
