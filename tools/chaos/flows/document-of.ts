import type { FlowDocument } from '@patchbay/flow-spec';

type Nodes = Record<string, { type: string } & Record<string, unknown>>;

/** A flow of nodes by id, `{ type, ...config }`, and edges written `from.port > to`; without a port it is `next`. */
export function documentOf(options: {
  key: string;
  nodes: Nodes;
  edges: readonly string[];
  variables?: FlowDocument['variables'];
}): FlowDocument {
  const { key, nodes, edges, variables } = options;
  return {
    format: 'patchbay.flow/1',
    key,
    name: key,
    ...(variables ? { variables } : {}),
    nodes: Object.entries(nodes).map(([id, { type, ...config }]) => ({ id, type, config })),
    edges: edges.map((text) => {
      const [left = '', to = ''] = text.split(' > ');
      const [from = '', port = 'next'] = left.split(/\.(.*)/);
      return { from, port, to };
    }),
  };
}
