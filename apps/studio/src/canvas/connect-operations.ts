import { type FlowDocument, graphOf, type Operation } from '@patchbay/flow-spec';

/** Leads a port to a node; an edge that left it before is led there instead. */
export function connectOperations({
  document,
  from,
  port,
  to,
}: {
  document: FlowDocument;
  from: string;
  port: string;
  to: string;
}): Operation[] {
  const edge = graphOf(document).edge(from, port);
  if (edge?.to === to) return [];
  return edge ? [{ type: 'edge.reconnect', from, port, to }] : [{ type: 'edge.add', edge: { from, port, to } }];
}

/** What a hand did that took an edge by one of its ends and let it go at another port or node. */
export function reconnectOperations({
  document,
  edge,
  to,
}: {
  document: FlowDocument;
  edge: { from: string; port: string };
  to: { from: string; port: string; to: string };
}): Operation[] {
  if (to.from === edge.from && to.port === edge.port) return connectOperations({ document, ...to });
  return [{ type: 'edge.remove', ...edge }, ...connectOperations({ document, ...to })];
}
