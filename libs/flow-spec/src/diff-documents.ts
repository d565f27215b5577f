import type { FlowDocument, FlowEdge, FlowNode, Position } from './flow-document.ts';
import { deepEqual } from './deep-equal.ts';
import { isRecord } from './is-record.ts';

export interface ValueChange {
  /** Dotted, from the config or the part named. */
  path: string;
  before?: unknown;
  after?: unknown;
}

/** What changed in meaning from one document to another; moves on the canvas are apart. Key order never counts. */
export interface FlowDiff {
  nodes: {
    added: FlowNode[];
    removed: FlowNode[];
    changed: { id: string; type: string; changes: ValueChange[] }[];
  };
  edges: {
    added: FlowEdge[];
    removed: FlowEdge[];
    changed: { from: string; port: string; before: string; after: string }[];
  };
  variables: { added: string[]; removed: string[]; changed: { key: string; changes: ValueChange[] }[] };
  /** Name, description, settings, language, translations, notes. */
  flow: ValueChange[];
  moved: { id: string; before?: Position; after?: Position }[];
  identical: boolean;
}

export function diffDocuments({ from, to }: { from: FlowDocument; to: FlowDocument }): FlowDiff {
  const before = new Map(from.nodes.map((node) => [node.id, node]));
  const after = new Map(to.nodes.map((node) => [node.id, node]));
  const nodes: FlowDiff['nodes'] = {
    added: to.nodes.filter((node) => !before.has(node.id)),
    removed: from.nodes.filter((node) => !after.has(node.id)),
    changed: [],
  };
  for (const node of to.nodes) {
    const old = before.get(node.id);
    if (!old) continue;
    const changes = nodeChanges({ before: old, after: node });
    if (changes.length > 0) nodes.changed.push({ id: node.id, type: node.type, changes });
  }
  const edges = diffEdges({ from, to });
  const variables = diffVariables({ from, to });
  const flow: ValueChange[] = [];
  for (const key of ['name', 'description', 'minVersion', 'language', 'settings', 'translations', 'notes'] as const) {
    flow.push(...changesOf({ before: emptied(from[key]), after: emptied(to[key]), path: key }));
  }
  const moved = [...after.keys()]
    .filter((id) => before.has(id) && !deepEqual(from.layout?.[id], to.layout?.[id]))
    .map((id) => ({
      id,
      ...(from.layout?.[id] ? { before: from.layout[id] } : {}),
      ...(to.layout?.[id] ? { after: to.layout[id] } : {}),
    }));
  const parts = [
    nodes.added,
    nodes.removed,
    nodes.changed,
    edges.added,
    edges.removed,
    edges.changed,
    variables.added,
    variables.removed,
    variables.changed,
    flow,
  ];
  return { nodes, edges, variables, flow, moved, identical: parts.every((part) => part.length === 0) };
}

function nodeChanges({ before, after }: { before: FlowNode; after: FlowNode }): ValueChange[] {
  return [
    ...changesOf({ before: before.type, after: after.type, path: 'type' }),
    ...changesOf({ before: before.label, after: after.label, path: 'label' }),
    ...changesOf({ before: before.version ?? 1, after: after.version ?? 1, path: 'version' }),
    ...changesOf({ before: before.config, after: after.config, path: 'config' }),
  ];
}

// An absent container and an empty one mean the same.
function emptied(value: unknown): unknown {
  if (Array.isArray(value) && value.length === 0) return undefined;
  return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
}

/** Changes between two values by path, as deep as both are objects, or lists of one length. */
function changesOf({ before, after, path }: { before: unknown; after: unknown; path: string }): ValueChange[] {
  if (deepEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changesOf({ before: before[key], after: after[key], path: `${path}.${key}` }));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changesOf({ before: item, after: after[index], path: `${path}.${index}` }));
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function diffEdges({ from, to }: { from: FlowDocument; to: FlowDocument }): FlowDiff['edges'] {
  const name = (edge: FlowEdge) => JSON.stringify([edge.from, edge.port]);
  const before = new Map(from.edges.map((edge) => [name(edge), edge]));
  const after = new Map(to.edges.map((edge) => [name(edge), edge]));
  return {
    added: to.edges.filter((edge) => !before.has(name(edge))),
    removed: from.edges.filter((edge) => !after.has(name(edge))),
    changed: to.edges.flatMap((edge) => {
      const old = before.get(name(edge));
      return old && old.to !== edge.to ? [{ from: edge.from, port: edge.port, before: old.to, after: edge.to }] : [];
    }),
  };
}

function diffVariables({ from, to }: { from: FlowDocument; to: FlowDocument }): FlowDiff['variables'] {
  const before = new Map((from.variables ?? []).map((variable) => [variable.key, variable]));
  const after = new Map((to.variables ?? []).map((variable) => [variable.key, variable]));
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    changed: [...after].flatMap(([key, variable]) => {
      const old = before.get(key);
      const changes = old ? changesOf({ before: { ...old }, after: { ...variable }, path: key }) : [];
      return changes.length > 0 ? [{ key, changes }] : [];
    }),
  };
}
