import { checkNode } from '../checks/check-node.ts';
import { checkPosition } from '../checks/check-position.ts';
import { DOCUMENT_LIMITS, isNodeId } from '../document-limits.ts';
import type { FlowDocument, FlowNode, Position } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import { identicalJson } from '../json/identical-json.ts';
import { placeOf, withKey } from '../json/keys-in-place.ts';
import type { Operation } from '../operation.ts';
import { faultOf, isPathTooDeep } from './fault-of.ts';
import { withItemAt } from './list-edits.ts';
import { type Applying, type OperationResult, type Refusal, refuse } from './operation-result.ts';
import { renameInDocument } from './rename-node.ts';
import { setAt } from './set-at.ts';

// Levels of nesting, the document being the first.
const NODE_LEVEL = 3;
const CONFIG_LEVEL = 4;
const POSITION_LEVEL = 3;

function unknownNode(id: string): Refusal {
  return refuse('node.unknown', `There is no node "${id}".`);
}

function indexOf(document: FlowDocument, id: string): number {
  return document.nodes.findIndex((node) => node.id === id);
}

function positionOf(document: FlowDocument, id: string): Position | undefined {
  return document.layout && Object.hasOwn(document.layout, id) ? document.layout[id] : undefined;
}

/** What is wrong with a node by itself. */
export function nodeFault(node: FlowNode): string | undefined {
  return faultOf({ value: node, level: NODE_LEVEL, check: checkNode });
}

export function nodeAdd({ document, operation: { node, position, index } }: Applying<'node.add'>): OperationResult {
  const fault = nodeFault(node) ?? (position && positionFault(position));
  if (fault !== undefined) return refuse('node.invalid', fault);
  if (indexOf(document, node.id) >= 0) return refuse('node.exists', `There is a node "${node.id}" already.`);
  if (document.nodes.length >= DOCUMENT_LIMITS.nodes)
    return refuse('limit', `A flow has at most ${DOCUMENT_LIMITS.nodes} nodes.`);
  const after: FlowDocument = { ...document, nodes: withItemAt({ list: document.nodes, item: node, index }) };
  if (position) after.layout = withKey({ target: document.layout ?? {}, key: node.id, value: position });
  // Taking the node out again would take along what an earlier node of its name left behind.
  const inverse: Operation = isMentioned({ document, id: node.id })
    ? { type: 'document.replace', document }
    : { type: 'node.remove', id: node.id, ...(position && !document.layout ? { tidy: 1 } : {}) };
  return { ok: true, document: after, inverse: [inverse] };
}

function isMentioned({ document, id }: { document: FlowDocument; id: string }): boolean {
  if (positionOf(document, id)) return true;
  return Object.values(document.translations ?? {}).some((texts) =>
    Object.keys(texts).some((path) => path.startsWith(`${id}.`)),
  );
}

export function nodeRemove({ document, operation: { id, tidy } }: Applying<'node.remove'>): OperationResult {
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknownNode(id);
  const inverse: Operation[] = [{ type: 'node.add', node, index }];
  for (const [at, edge] of document.edges.entries())
    if (edge.from === id || edge.to === id) inverse.push({ type: 'edge.add', edge, index: at });
  const unplaced = setAt({ target: document, path: ['layout', id], value: undefined, tidy });
  if (unplaced?.undo) {
    const position = positionOf(document, id);
    inverse.push({ type: 'node.move', id, ...(position ? { position } : {}), places: unplaced.undo.places ?? [] });
  }
  const after: FlowDocument = {
    ...(unplaced?.target ?? document),
    nodes: document.nodes.toSpliced(index, 1),
    edges: inverse.length > 1 ? document.edges.filter((edge) => edge.from !== id && edge.to !== id) : document.edges,
  };
  for (const [language, texts] of Object.entries(document.translations ?? {})) {
    const entries = Object.entries(texts);
    const kept = entries.filter(([path]) => !path.startsWith(`${id}.`));
    if (kept.length === entries.length) continue;
    after.translations = { ...after.translations, [language]: Object.fromEntries(kept) };
    for (const [place, [path, value]] of entries.entries())
      if (path.startsWith(`${id}.`)) inverse.push({ type: 'translation.set', language, path, value, places: [place] });
  }
  return { ok: true, document: after, inverse };
}

export function nodeSet({ document, operation }: Applying<'node.set'>): OperationResult {
  const { id, path, value, places, tidy } = operation;
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknownNode(id);
  if (isPathTooDeep({ path, level: CONFIG_LEVEL })) return refuse('value.invalid', 'The path is too long.');
  const fault = value === undefined ? undefined : faultOf({ value, level: CONFIG_LEVEL + path.length });
  if (fault !== undefined) return refuse('value.invalid', fault);
  if (path.length === 0 && value !== undefined && !isRecord(value))
    return refuse('value.invalid', 'A config is an object.');
  const changed = setAt({ target: node, path: ['config', ...path], value, places, tidy });
  if (!changed || (changed.target.config !== undefined && !isRecord(changed.target.config)))
    return refuse('path.unreachable', `"${path.join('.')}" leads to no place in the config of "${id}".`);
  if (!changed.undo) return { ok: true, document, inverse: [] };
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, changed.target) },
    inverse: [{ type: 'node.set', id, path, ...changed.undo }],
  };
}

export function nodeLabel({ document, operation: { id, label, place } }: Applying<'node.label'>): OperationResult {
  const index = indexOf(document, id);
  const node = document.nodes[index];
  if (!node) return unknownNode(id);
  if (label !== undefined && typeof label !== 'string') return refuse('value.invalid', 'A label is a text.');
  const before = node.label;
  const { label: _, ...unnamed } = node;
  const next: FlowNode = label === undefined ? unnamed : withKey({ target: node, key: 'label', value: label, place });
  const was = placeOf(node, 'label');
  const undo = before === undefined ? {} : label === undefined ? { label: before, place: was } : { label: before };
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, next) },
    inverse: [{ type: 'node.label', id, ...undo }],
  };
}

export function nodeMove({ document, operation }: Applying<'node.move'>): OperationResult {
  const { id, position, places, tidy } = operation;
  if (indexOf(document, id) < 0) return unknownNode(id);
  const fault = position && positionFault(position);
  if (fault !== undefined) return refuse('value.invalid', fault);
  const moved = setAt({ target: document, path: ['layout', id], value: position, places, tidy });
  if (!moved) return refuse('path.unreachable', `"${id}" has no place on the canvas.`);
  if (!moved.undo) return { ok: true, document, inverse: [] };
  const { value: _, ...undo } = moved.undo;
  const before = positionOf(document, id);
  return {
    ok: true,
    document: moved.target,
    inverse: [{ type: 'node.move', id, ...(before ? { position: before } : {}), ...undo }],
  };
}

/** What is wrong with a place on the canvas. */
export function positionFault(position: unknown): string | undefined {
  return faultOf({ value: position, level: POSITION_LEVEL, check: checkPosition });
}

export function nodeRename({ document, operation: { id, to } }: Applying<'node.rename'>): OperationResult {
  if (indexOf(document, id) < 0) return unknownNode(id);
  if (!isNodeId(to)) return refuse('node.invalid', 'A node id has 1 to 64 letters, digits, hyphens or underscores.');
  if (id === to) return { ok: true, document, inverse: [] };
  if (indexOf(document, to) >= 0) return refuse('node.exists', `There is a node "${to}" already.`);
  const after = renameInDocument({ document, id, to });
  const back: Operation = { type: 'node.rename', id: to, to: id };
  // Where the new name was in use already, in a template that led nowhere say, renaming back takes that along: it is put right behind it. What is kept beside
  // the document, such as comments, follows the name back either way.
  const exact = identicalJson(renameInDocument({ document: after, id: to, to: id }), document);
  return { ok: true, document: after, inverse: exact ? [back] : [back, { type: 'document.replace', document }] };
}

export function nodeConvert({ document, operation: { id, node } }: Applying<'node.convert'>): OperationResult {
  const index = indexOf(document, id);
  const before = document.nodes[index];
  if (!before) return unknownNode(id);
  const fault = nodeFault(node) ?? (node.id === id ? undefined : 'Converting a node keeps its id.');
  if (fault !== undefined) return refuse('node.invalid', fault);
  return {
    ok: true,
    document: { ...document, nodes: document.nodes.with(index, node) },
    inverse: [{ type: 'node.convert', id, node: before }],
  };
}
