import type { FlowDocument } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeTypes } from '../node-types.ts';
import type { OwnProblem } from './flow-problem.ts';
import { strongComponents } from './strong-components.ts';

/** The port of a loop at which what is done with each item begins. */
export const EACH = 'each';

interface Place {
  document: FlowDocument;
  types: NodeTypes;
}

/** Loops to which no path leads back from “Each”: one that leads back is enough, others may end where they like. An “Each” without an edge is told of as a port. */
export function loopProblems({ document, types }: Place): OwnProblem[] {
  const graph = graphOf(document);
  const begun = document.nodes.flatMap((node) => {
    const edge = node.type === 'loop' ? graph.edge(node.id, EACH) : undefined;
    return edge && edge.to !== node.id ? [{ loop: node, first: edge.to }] : [];
  });
  if (begun.length === 0) return [];
  const round = new Map<string, number>();
  const next = (id: string) => graph.outgoing(id).map((edge) => edge.to);
  for (const [number, members] of strongComponents({ ids: document.nodes.map(({ id }) => id), next }).entries())
    for (const id of members) round.set(id, number);
  return begun.flatMap(({ loop, first }): OwnProblem[] => {
    // What a loop leads to leads back to it where both are in one cycle.
    if (round.has(loop.id) && round.get(loop.id) === round.get(first)) return [];
    const label =
      types
        .get(loop.type)
        ?.outlets(loop.config ?? {})
        .find(({ id }) => id === EACH)?.label ?? EACH;
    const message = `From "${label}" no path leads back to the loop, so only the first item is taken: lead the end of what is done with each item back to the loop.`;
    return [{ nodeId: loop.id, path: EACH, severity: 'warning', code: 'edge.no_way_back', message }];
  });
}

/**
 * Free ports at which what a loop does with each item stops, in the order of the paths. Those of errors, of what a loop within does with its items, and of what follows at “Done” as well, are not
 * among them.
 */
export function openEnds({ document, types, loop }: Place & { loop: string }): { from: string; port: string }[] {
  const graph = graphOf(document);
  const after = reached({ document, loop, port: 'done' });
  return [...reached({ document, loop, port: EACH })].flatMap((id) => {
    const node = graph.node(id);
    const outlets = (node && !after.has(id) && types.get(node.type)?.outlets(node.config ?? {})) || [];
    return outlets
      .filter(({ id: port, kind, fallback }) => kind === 'plain' && fallback === undefined && !graph.edge(id, port))
      .filter(({ id: port }) => goesOn({ document, id, port }))
      .map(({ id: port }) => ({ from: id, port }));
  });
}

/** Nodes that a port of a loop leads to before the loop is reached again. */
function reached({ document, loop, port }: { document: FlowDocument; loop: string; port: string }): Set<string> {
  const graph = graphOf(document);
  const first = graph.edge(loop, port)?.to;
  const found = new Set(first === undefined || first === loop ? [] : [first]);
  // A set is gone through with what is added meanwhile.
  for (const id of found)
    for (const edge of graph.outgoing(id))
      if (edge.to !== loop && goesOn({ document, id, port: edge.port })) found.add(edge.to);
  return found;
}

// What a loop does with each item returns to it, and goes on at its other port.
function goesOn({ document, id, port }: { document: FlowDocument; id: string; port: string }): boolean {
  return port !== EACH || graphOf(document).node(id)?.type !== 'loop';
}
