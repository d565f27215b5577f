import type { Step } from '@patchbay/api-contract';
import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { edgeItem } from '../canvas/item-ids.ts';

/** The way that steps took through a flow. */
export interface LitPath {
  visited: ReadonlySet<string>;
  /** Nodes that failed when they were visited last. */
  failed: ReadonlySet<string>;
  /** Edges that were gone along, by item of the canvas. */
  edges: ReadonlySet<string>;
}

/** Where a conversation came to. */
type Place = Pick<Step, 'flow' | 'nodeId'>;

interface Options {
  /** Of all flows: that after a step says where it went on. */
  steps: readonly (Place & Pick<Step, 'depth' | 'outcome' | 'outlet' | 'error'>)[];
  /** Where the conversation stands still after the last of them. */
  stands?: Place | undefined;
  document: FlowDocument;
}

/** Of a called flow nothing is lit: its nodes may be named as those of this one. */
export function litPath({ steps, stands, document }: Options): LitPath {
  const own = steps.filter((step) => step.flow === document.key);
  const last = new Map(own.map((step) => [step.nodeId, step]));
  return {
    visited: new Set(last.keys()),
    failed: new Set([...last.values()].flatMap((step) => (step.error ? [step.nodeId] : []))),
    edges: new Set(steps.flatMap((_, at) => edgeOfStep({ steps, stands, document, at }) ?? [])),
  };
}

/**
 * The edge that the step at an index was left along, by item of the canvas; undefined where none of the document leads from there to where the conversation went on, as once it is
 * led elsewhere.
 */
export function edgeOfStep({ steps, stands, document, at }: Options & { at: number }): string | undefined {
  const step = steps[at];
  if (step?.flow !== document.key) return undefined;
  // What went wrong in a called flow leaves the node that called it without another visit.
  const called =
    step.outcome === 'call' ? steps.findIndex(({ depth }, index) => index > at && depth <= step.depth) : -1;
  const last = step.outcome === 'call' ? (called < 0 ? steps.length : called) - 1 : at;
  const failed = steps[last]?.error !== undefined;
  const outlet = step.outlet ?? (failed ? 'error' : undefined);
  const edge = outlet === undefined ? undefined : edgeBy({ document, nodeId: step.nodeId, outlet });
  if (!edge || (failed && edge.port !== 'error')) return undefined;
  const next = steps[last + 1] ?? stands;
  // Who has just been left is on the way; of who failed it is not said whether it goes on.
  const isGone = next ? next.flow === step.flow && next.nodeId === edge.to : !failed;
  return isGone ? edgeItem(edge) : undefined;
}

// As the runtime goes: along the port's own edge, else that of the port that stands in for it.
function edgeBy({ document, nodeId, outlet }: { document: FlowDocument; nodeId: string; outlet: string }) {
  const graph = graphOf(document);
  const node = graph.node(nodeId);
  if (!node) return undefined;
  const outlets = nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [];
  const port = outlets.find(({ id }) => id === outlet) ?? outlets.find(({ id }) => id === 'next');
  const edges = new Map(graph.outgoing(nodeId).map((edge) => [edge.port, edge]));
  return [outlet, port?.id, port?.fallback]
    .map((id) => (id === undefined ? undefined : edges.get(id)))
    .find((edge) => edge !== undefined);
}
