import type { FlowDocument, FlowEdge, FlowNode } from '@patchbay/flow-spec';

/** A flow from nodes and edges written as `from.port > to`, `next` where no port is named; `start` is there already. */
export function testFlow(nodes: FlowNode[], edges: string[], rest: Partial<FlowDocument> = {}): FlowDocument {
  const parsed = edges.map((text): FlowEdge => {
    const [left = '', to = ''] = text.split(' > ');
    const [from = '', ...port] = left.split('.');
    return { from, port: port.join('.') || 'next', to };
  });
  return {
    format: 'patchbay.flow/1',
    key: 'test',
    name: 'Test',
    nodes: nodes.some((node) => node.type === 'start') ? nodes : [{ id: 'start', type: 'start' }, ...nodes],
    edges: parsed,
    ...rest,
  };
}

/** One node after `start`, and what is said when it leaves by `next`, by any other port named. */
export function oneNode(node: FlowNode, said: Record<string, string>, rest: Partial<FlowDocument> = {}): FlowDocument {
  const ports = Object.entries(said);
  return testFlow(
    [node, ...ports.map(([, text], index): FlowNode => ({ id: `said${index}`, type: 'message', config: { text } }))],
    [`start > ${node.id}`, ...ports.map(([port], index) => `${node.id}.${port} > said${index}`)],
    rest,
  );
}
