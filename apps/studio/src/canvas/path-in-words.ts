import type { FlowNode } from '@patchbay/flow-spec';
import { textsOf } from '@patchbay/texts';
import { nameOf } from '../editor/name-of-node.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

/** A path as the cards at its ends call it: “Path “Next” from Start to Message”. Of ends that are not in the flow it says nothing. */
export function pathInWords({
  from,
  port,
  to,
}: {
  from: FlowNode | undefined;
  port: string;
  to: FlowNode | undefined;
}): string {
  if (!from || !to) return '';
  return textsOf('canvas')('pathFromTo', {
    port: portInWords({ node: from, port }),
    from: nameOf(from),
    to: nameOf(to),
  });
}

/** What the card of a node calls one of its ports; a port that it does not have by its id. */
export function portInWords({ node, port }: { node: FlowNode; port: string }): string {
  const outlets = nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [];
  return outlets.find((outlet) => outlet.id === port)?.label || port;
}
