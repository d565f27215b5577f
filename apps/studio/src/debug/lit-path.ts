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

/** Of a called flow nothing is lit: its nodes may be named as those of this one. */
export function litPath({
  steps,
  document,
}: {
  steps: readonly Pick<Step, 'flow' | 'nodeId' | 'outlet' | 'error'>[];
  document: FlowDocument;
}): LitPath {
  const own = steps.filter((step) => step.flow === document.key);
  const last = new Map(own.map((step) => [step.nodeId, step]));
  return {
    visited: new Set(last.keys()),
    failed: new Set([...last.values()].flatMap((step) => (step.error ? [step.nodeId] : []))),
    edges: new Set(own.flatMap((step) => edgeOfStep({ document, step }) ?? [])),
  };
}

/** The edge that a step was left by, by item of the canvas. As the runtime goes: along the port's own edge, else that of the port that stands in for it. */
export function edgeOfStep({
  document,
  step: { nodeId, outlet },
}: {
  document: FlowDocument;
  step: Pick<Step, 'nodeId' | 'outlet'>;
}): string | undefined {
  const graph = graphOf(document);
  const node = graph.node(nodeId);
  if (outlet === undefined || !node) return undefined;
  const outlets = nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [];
  const port = outlets.find(({ id }) => id === outlet) ?? outlets.find(({ id }) => id === 'next');
  const taken = new Set(graph.outgoing(nodeId).map((edge) => edge.port));
  const found = [outlet, port?.id, port?.fallback].find((id) => id !== undefined && taken.has(id));
  return found === undefined ? undefined : edgeItem({ from: nodeId, port: found });
}
