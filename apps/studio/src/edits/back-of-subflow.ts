import { type FlowDocument, type FlowNode, graphOf, isRecord } from '@patchbay/flow-spec';

export interface Assignment {
  key: string;
  value?: string;
}

/** The node behind a call that does nothing but set variables to parts of its output: `from` names the part. */
export interface Back {
  node: FlowNode;
  assignments: { key: string; from: string }[];
}

export function backOf({ document, id }: { document: FlowDocument; id: string }): Back | undefined {
  const graph = graphOf(document);
  const node = graph.node(graph.edge(id, 'next')?.to ?? '');
  if (node?.type !== 'set' || graph.incoming(node.id).length !== 1) return undefined;
  const list: unknown = node.config?.assignments;
  if (!Array.isArray(list)) return undefined;
  const assignments = list.map((one: unknown) => {
    if (!isRecord(one) || typeof one.key !== 'string' || typeof one.value !== 'string') return undefined;
    const [, from] = new RegExp(`^\\{\\{\\s*nodes\\.${id}\\.output\\.([A-Za-z_]\\w*)\\s*\\}\\}$`).exec(one.value) ?? [];
    return from === undefined ? undefined : { key: one.key, from };
  });
  return assignments.every((one) => one !== undefined) ? { node, assignments } : undefined;
}
