import type { FlowDocument } from '../flow-document.ts';
import { gotoTargets } from '../flow-graph.ts';

/** Ids of the nodes at which a path begins without an edge to them. */
export function entriesOf(document: FlowDocument): string[] {
  return [
    ...document.nodes.filter((node) => node.type === 'start').map((node) => node.id),
    ...gotoTargets(document).map((target) => target.to),
    // An intent that is tried at any time.
    ...document.nodes.filter((node) => node.config?.anytime === true).map((node) => node.id),
  ];
}
