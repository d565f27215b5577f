import { type FlowDocument, type FlowNode, graphOf } from '@patchbay/flow-spec';
import { nodeRegistry } from '../nodes/shown-nodes.ts';

/** What a node is called where people read: its label, else the title of its type, else its type or id. */
export function nameOfNode({ document, id }: { document: FlowDocument; id: string }): string {
  const node = graphOf(document).node(id);
  return node ? nameOf(node) : id;
}

/** The same of a node that is at hand. */
export function nameOf(node: FlowNode): string {
  return node.label || (nodeRegistry.get(node.type)?.title ?? node.type);
}

/** What nodes are called where one is told from the others: by their name, with the id behind it where two have the same. */
export function tellingNames(document: FlowDocument): (id: string) => string {
  const counts = new Map<string, number>();
  for (const { id } of document.nodes) {
    const name = nameOfNode({ document, id });
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (id) => {
    const name = nameOfNode({ document, id });
    return (counts.get(name) ?? 0) > 1 ? `${name} (${id})` : name;
  };
}
