import type { FlowNode } from '@patchbay/flow-spec';
import type { Outlet } from '@patchbay/node-kit';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

/**
 * Sizes of a card, in pixels of the canvas. The style sheet draws to these, so that nothing has to be measured before the edges of a large flow
 * are drawn, and the layout knows every card without drawing it.
 */
export const CARD = { width: 248, head: 40, summary: 26, port: 24, padding: 6, border: 1, handle: 12 } as const;

export interface CardGeometry {
  width: number;
  height: number;
  outlets: readonly Outlet[];
  /** Middle of the port that leads in, from the top of the card; none at the start. */
  inlet: number | undefined;
  /** Middle of each outlet, from the top of the card. */
  ports: readonly number[];
}

const known = new WeakMap<FlowNode, { connected: string; geometry: CardGeometry }>();

/** How a node is drawn. `connected` are the ports that edges leave from, one a line: those of a type that this release does not know. */
export function cardGeometry({ node, connected }: { node: FlowNode; connected: string }): CardGeometry {
  const before = known.get(node);
  if (before?.connected === connected) return before.geometry;
  const outlets = outletsOf({ node, connected });
  const top = CARD.border + CARD.head + CARD.summary + CARD.border + CARD.padding;
  const geometry: CardGeometry = {
    width: CARD.width,
    height:
      CARD.border * 2 +
      CARD.head +
      CARD.summary +
      (outlets.length > 0 ? CARD.border + CARD.padding * 2 + outlets.length * CARD.port : 0),
    outlets,
    inlet: node.type === 'start' ? undefined : CARD.border + CARD.head / 2,
    ports: outlets.map((_, index) => top + (index + 0.5) * CARD.port),
  };
  known.set(node, { connected, geometry });
  return geometry;
}

// Edges may leave from ports that are gone, such as that of an option that was removed: they are shown, so that they can be mended.
function outletsOf({ node, connected }: { node: FlowNode; connected: string }): Outlet[] {
  const outlets = [...(nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [])];
  const ids = new Set(outlets.map((outlet) => outlet.id));
  for (const id of connected.split('\n'))
    if (id !== '' && !ids.has(id))
      outlets.push({ id, label: id, kind: nodeRegistry.get(node.type) ? 'error' : 'plain' });
  return outlets;
}
