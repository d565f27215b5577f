import { type FlowDocument, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

/** What a node is called where people read: its label, else the title of its type, else its type or id. */
export function nameOfNode({ document, id }: { document: FlowDocument; id: string }): string {
  const node = graphOf(document).node(id);
  if (!node) return id;
  return node.label || (nodeRegistry.get(node.type)?.title ?? node.type);
}
