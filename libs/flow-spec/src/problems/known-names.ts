import type { FlowDocument, FlowVariable } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeTypes } from '../node-types.ts';

/** Names that templates of a flow may read: variables declared or saved anywhere in it, and its nodes. */
export interface KnownNames {
  variables: Set<string>;
  /** Of these, those that never have a value: nothing at first, and nothing saves one. */
  unset: Set<string>;
  nodes: Set<string>;
}

export function knownNames({ document, types }: { document: FlowDocument; types: NodeTypes }): KnownNames {
  const declared = document.variables ?? [];
  const saved = new Set<string>();
  for (const node of document.nodes)
    for (const key of savedVariables({ type: types.get(node.type), config: node.config ?? {} })) saved.add(key);
  return {
    variables: new Set([...declared.map(({ key }) => key), ...saved]),
    unset: new Set(declared.flatMap((one) => (hasValueAtFirst(one) || saved.has(one.key) ? [] : [one.key]))),
    nodes: new Set(document.nodes.map((node) => node.id)),
  };
}

/** Whether a declared variable can have a value before any node runs: a default, what a calling flow hands in, or what is known of the user. */
export function hasValueAtFirst(variable: FlowVariable): boolean {
  return variable.default !== undefined || variable.input === true || variable.scope === 'user';
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
