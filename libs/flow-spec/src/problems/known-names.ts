import type { FlowDocument } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeTypes } from '../node-types.ts';

/** Names that templates of a flow may read: variables declared or saved anywhere in it, and its nodes. */
export interface KnownNames {
  variables: Set<string>;
  nodes: Set<string>;
}

export function knownNames({ document, types }: { document: FlowDocument; types: NodeTypes }): KnownNames {
  const variables = new Set((document.variables ?? []).map((variable) => variable.key));
  for (const node of document.nodes)
    for (const key of savedVariables({ type: types.get(node.type), config: node.config ?? {} })) variables.add(key);
  return { variables, nodes: new Set(document.nodes.map((node) => node.id)) };
}

/** Variables that a visit of a node sets, by their first part. */
export function savedVariables({
  type,
  config,
}: {
  type: ReturnType<NodeTypes['get']>;
  config: Record<string, unknown>;
}): string[] {
  const saved = [...(type?.sets?.(config) ?? [])];
  if (typeof config.saveAs === 'string') saved.push(config.saveAs);
  const extract: unknown = config.extract;
  if (Array.isArray(extract))
    for (const one of extract) if (isRecord(one) && typeof one.saveAs === 'string') saved.push(one.saveAs);
  return saved.map((path) => path.split('.')[0] ?? '').filter(Boolean);
}
