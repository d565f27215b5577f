import type { Applying } from './apply-operation.ts';
import { DOCUMENT_LIMITS, nodeIdPattern } from './document-limits.ts';
import type { FlowDocument, FlowNode } from './flow-document.ts';
import { isRecord } from './is-record.ts';
import type { Operation } from './operation.ts';
import { type OperationResult, refuse } from './operation-result.ts';
import { checkTree } from './parse-json.ts';
import { renameInDocument } from './rename-node.ts';
import { type ValuePath, valueAt, withValueAt } from './value-path.ts';

type Of<Type extends Operation['type']> = Applying<Extract<Operation, { type: Type }>>;

const unknown = (id: string) => refuse('node.unknown', `There is no node "${id}".`);

function indexOf(document: FlowDocument, id: string): number {
  return document.nodes.findIndex((node) => node.id === id);
}

export function nodeAdd({ document, operation: { node, position, index } }: Of<'node.add'>): OperationResult {
  const fault = faultOf(node);
  if (fault) return refuse('node.invalid', fault);
  if (indexOf(document, node.id) >= 0) return refuse('node.exists', `There is a node "${node.id}" already.`);
  if (document.nodes.length >= DOCUMENT_LIMITS.nodes)
    return refuse('limit', `A flow has at most ${DOCUMENT_LIMITS.nodes} nodes.`);
  const at = index === undefined ? document.nodes.length : Math.min(Math.max(0, index), document.nodes.length);
  const nodes = document.nodes.toSpliced(at, 0, node);
  const after: FlowDocument = { ...document, nodes };
  if (position) after.layout = { ...document.layout, [node.id]: position };
  return { ok: true, document: after, inverse: [{ type: 'node.remove', id: node.id }] };
}

export function nodeRemove({ document, operation: { id } }: Of<'node.remove'>): OperationResult {
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknown(id);
  const inverse: Operation[] = [
    { type: 'node.add', node, index, ...(document.layout?.[id] ? { position: document.layout[id] } : {}) },
  ];
  for (const [at, edge] of document.edges.entries()) {
    if (edge.from === id || edge.to === id) inverse.push({ type: 'edge.add', edge, index: at });
  }
  const after: FlowDocument = {
    ...document,
    nodes: document.nodes.toSpliced(index, 1),
    edges: document.edges.filter((edge) => edge.from !== id && edge.to !== id),
  };
  if (document.layout && id in document.layout) {
    const { [id]: _, ...layout } = document.layout;
    after.layout = layout;
  }
  if (document.translations) {
    const translations: NonNullable<FlowDocument['translations']> = {};
    for (const [language, texts] of Object.entries(document.translations)) {
      const kept = Object.entries(texts).filter(([path]) => !path.startsWith(`${id}.`));
      if (kept.length > 0 || Object.keys(texts).length === 0) translations[language] = Object.fromEntries(kept);
      for (const [path, value] of Object.entries(texts)) {
        if (path.startsWith(`${id}.`)) inverse.push({ type: 'translation.set', language, path, value });
      }
    }
    after.translations = translations;
  }
  return { ok: true, document: after, inverse };
}

export function nodeSet({ document, operation: { id, path, value } }: Of<'node.set'>): OperationResult {
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknown(id);
  if (value !== undefined && checkTree({ value, depth: DOCUMENT_LIMITS.depth - 4 - path.length }))
    return refuse('value.invalid', 'The value is nested too deep.');
  if (path.length === 0 && value !== undefined && !isRecord(value))
    return refuse('value.invalid', 'A config is an object.');
  const changed = withValueAt(node.config, path, value);
  if (!changed || (changed.value !== undefined && !isRecord(changed.value)))
    return refuse('path.unreachable', `"${path.join('.')}" leads to no place in the config of "${id}".`);
  const next: FlowNode = { ...node };
  if (changed.value === undefined) delete next.config;
  else next.config = changed.value;
  const undo = inversePath({ config: node.config, path, removed: value === undefined });
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, next) },
    inverse: [{ type: 'node.set', id, path: [...undo], value: valueAt(node.config, undo) }],
  };
}

// Taking a value out of an object or a list is undone by putting the whole of it back; making objects on the way, by removing the first that was made.
function inversePath({ config, path, removed }: { config: unknown; path: ValuePath; removed: boolean }): ValuePath {
  if (removed && path.length > 0 && valueAt(config, path) !== undefined) return path.slice(0, -1);
  for (let length = 0; length < path.length; length++) {
    if (valueAt(config, path.slice(0, length)) === undefined) return path.slice(0, length);
  }
  return path;
}

export function nodeLabel({ document, operation: { id, label } }: Of<'node.label'>): OperationResult {
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknown(id);
  const next: FlowNode = { ...node };
  if (label === undefined || label === '') delete next.label;
  else next.label = label;
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, next) },
    inverse: [{ type: 'node.label', id, ...(node.label === undefined ? {} : { label: node.label }) }],
  };
}

export function nodeMove({ document, operation: { id, position } }: Of<'node.move'>): OperationResult {
  if (indexOf(document, id) < 0) return unknown(id);
  if (position && !(Number.isFinite(position.x) && Number.isFinite(position.y)))
    return refuse('value.invalid', 'A position has numbers x and y.');
  const before = document.layout?.[id];
  const layout = { ...document.layout };
  if (position) layout[id] = { x: position.x, y: position.y };
  else delete layout[id];
  return {
    ok: true,
    document: { ...document, layout },
    inverse: [{ type: 'node.move', id, ...(before ? { position: before } : {}) }],
  };
}

export function nodeRename({ document, operation: { id, to } }: Of<'node.rename'>): OperationResult {
  if (indexOf(document, id) < 0) return unknown(id);
  if (!nodeIdPattern.test(to))
    return refuse('node.invalid', 'A node id has 1 to 64 letters, digits, hyphens or underscores.');
  if (id === to) return { ok: true, document, inverse: [] };
  if (indexOf(document, to) >= 0) return refuse('node.exists', `There is a node "${to}" already.`);
  // Texts that name the node are changed with it; putting the document back undoes it to the letter.
  return {
    ok: true,
    document: renameInDocument({ document, id, to }),
    inverse: [{ type: 'document.replace', document }],
  };
}

export function nodeConvert({ document, operation: { id, node } }: Of<'node.convert'>): OperationResult {
  const index = indexOf(document, id);
  const before = document.nodes[index];
  if (!before) return unknown(id);
  const fault = faultOf(node);
  if (fault) return refuse('node.invalid', fault);
  if (node.id !== id) return refuse('node.invalid', 'Converting a node keeps its id.');
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, node) },
    inverse: [{ type: 'node.convert', id, node: before }],
  };
}

function faultOf(node: FlowNode): string | undefined {
  if (!nodeIdPattern.test(node.id)) return 'A node id has 1 to 64 letters, digits, hyphens or underscores.';
  if (node.type === '') return 'A node has a type.';
  const deep = checkTree({ value: node.config ?? {}, depth: DOCUMENT_LIMITS.depth - 3 });
  return deep?.message;
}
