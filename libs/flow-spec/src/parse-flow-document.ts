import { type CheckContext, checkVariables } from './check-variables.ts';
import { DOCUMENT_LIMITS, FLOW_FORMAT, keyPattern, nodeIdPattern, PRODUCT_VERSION } from './document-limits.ts';
import type { DocumentIssue, Parsed } from './document-issue.ts';
import type { FlowDocument } from './flow-document.ts';
import { isRecord } from './is-record.ts';
import { checkTree, parseJson } from './parse-json.ts';

const topKeys = new Set([
  'format',
  'minVersion',
  'key',
  'name',
  'description',
  'variables',
  'nodes',
  'edges',
  'layout',
  'notes',
  'settings',
  'language',
  'translations',
]);
const nodeKeys = new Set(['id', 'type', 'config', 'label', 'version']);
const edgeKeys = new Set(['from', 'port', 'to']);
const noteKeys = new Set(['id', 'text', 'x', 'y', 'width', 'height', 'color']);

/** A flow document from JSON text. */
export function parseFlowText(text: string): Parsed<FlowDocument> {
  const parsed = parseJson({ text, bytes: DOCUMENT_LIMITS.bytes, depth: DOCUMENT_LIMITS.depth });
  return parsed.ok ? parseFlowDocument(parsed.value) : parsed;
}

/**
 * Lets a value in as a flow document, or says what refuses it and where. The value itself is given back, key order and unknown configs included:
 * a faulty config, an unknown node type or a missing edge is a problem of the document, not a refusal.
 */
export function parseFlowDocument(input: unknown): Parsed<FlowDocument> {
  const issues: DocumentIssue[] = [];
  const add = (path: string, code: string, message: string) => {
    if (issues.length < 100) issues.push({ path, code, message });
  };
  if (!isRecord(input))
    return { ok: false, issues: [{ path: '', code: 'wrong_type', message: 'A flow document is a JSON object.' }] };
  if (input.format !== FLOW_FORMAT) {
    return {
      ok: false,
      issues: [{ path: 'format', code: 'wrong_format', message: `The format must be "${FLOW_FORMAT}".` }],
    };
  }
  if (typeof input.minVersion === 'string' && isNewer(input.minVersion)) {
    const message = `This document needs Patchbay ${input.minVersion} or newer; this is ${PRODUCT_VERSION}.`;
    return { ok: false, issues: [{ path: 'minVersion', code: 'needs_newer_release', message }] };
  }
  const tree = checkTree({ value: input, depth: DOCUMENT_LIMITS.depth });
  if (tree) return { ok: false, issues: [tree] };
  const context: CheckContext = { input, add };
  checkTop(context);
  checkVariables(context);
  const ids = checkNodes(context);
  checkEdges(context, ids);
  checkLayout(context);
  checkNotes(context);
  checkTranslations(context);
  // Every container was checked above; configs stay unknown.
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: input as unknown as FlowDocument };
}

function checkTop({ input, add }: CheckContext): void {
  for (const key of Object.keys(input))
    if (!topKeys.has(key)) add(key, 'unknown_key', `"${key}" is not a key of a flow document.`);
  if (typeof input.key !== 'string' || !keyPattern.test(input.key))
    add('key', 'invalid_key', 'The key has 1 to 64 lower-case letters, digits or hyphens.');
  if (typeof input.name !== 'string' || input.name.trim() === '' || input.name.length > 200)
    add('name', 'invalid_name', 'The name is a text of 1 to 200 characters.');
  for (const key of ['description', 'minVersion', 'language']) {
    if (input[key] !== undefined && typeof input[key] !== 'string') add(key, 'wrong_type', `"${key}" must be a text.`);
  }
  if (input.settings !== undefined && !isRecord(input.settings))
    add('settings', 'wrong_type', '"settings" must be an object.');
}

function checkNodes({ input, add }: CheckContext): Set<string> {
  const ids = new Set<string>();
  if (!Array.isArray(input.nodes)) {
    add('nodes', input.nodes === undefined ? 'missing' : 'wrong_type', '"nodes" must be a list.');
    return ids;
  }
  if (input.nodes.length > DOCUMENT_LIMITS.nodes)
    add('nodes', 'too_many', `A flow has at most ${DOCUMENT_LIMITS.nodes} nodes.`);
  for (const [index, node] of input.nodes.entries()) {
    const path = `nodes.${index}`;
    if (!isRecord(node)) {
      add(path, 'wrong_type', 'A node must be an object.');
      continue;
    }
    for (const key of Object.keys(node))
      if (!nodeKeys.has(key)) add(`${path}.${key}`, 'unknown_key', `"${key}" is not a key of a node.`);
    if (typeof node.id !== 'string' || !nodeIdPattern.test(node.id))
      add(`${path}.id`, 'invalid_id', 'A node id has 1 to 64 letters, digits, hyphens or underscores.');
    else if (ids.has(node.id)) add(`${path}.id`, 'duplicate_id', `The id "${node.id}" is used twice.`);
    else ids.add(node.id);
    if (typeof node.type !== 'string' || node.type === '')
      add(`${path}.type`, 'wrong_type', 'The type of a node must be a text.');
    if (node.config !== undefined && !isRecord(node.config))
      add(`${path}.config`, 'wrong_type', 'The config of a node must be an object.');
    if (node.label !== undefined && typeof node.label !== 'string')
      add(`${path}.label`, 'wrong_type', 'The label of a node must be a text.');
    if (node.version !== undefined && !Number.isInteger(node.version))
      add(`${path}.version`, 'wrong_type', 'The version of a node must be a whole number.');
  }
  return ids;
}

function checkEdges({ input, add }: CheckContext, ids: Set<string>): void {
  if (!Array.isArray(input.edges)) {
    add('edges', input.edges === undefined ? 'missing' : 'wrong_type', '"edges" must be a list.');
    return;
  }
  const ports = new Set<string>();
  for (const [index, edge] of input.edges.entries()) {
    const path = `edges.${index}`;
    if (!isRecord(edge)) {
      add(path, 'wrong_type', 'An edge must be an object.');
      continue;
    }
    for (const key of Object.keys(edge))
      if (!edgeKeys.has(key)) add(`${path}.${key}`, 'unknown_key', `"${key}" is not a key of an edge.`);
    for (const end of ['from', 'to'] as const) {
      const id = edge[end];
      if (typeof id !== 'string') add(`${path}.${end}`, 'wrong_type', `"${end}" must be the id of a node.`);
      else if (!ids.has(id)) add(`${path}.${end}`, 'unknown_node', `There is no node "${id}".`);
    }
    if (typeof edge.port !== 'string' || edge.port === '')
      add(`${path}.port`, 'wrong_type', '"port" must be the name of a port.');
    const port = JSON.stringify([edge.from, edge.port]);
    if (ports.has(port))
      add(
        `${path}.port`,
        'duplicate_port',
        `Two edges leave the port "${String(edge.port)}" of "${String(edge.from)}".`,
      );
    ports.add(port);
  }
}

function checkLayout({ input, add }: CheckContext): void {
  const { layout } = input;
  if (layout === undefined) return;
  if (!isRecord(layout)) return add('layout', 'wrong_type', '"layout" must be an object.');
  for (const [id, place] of Object.entries(layout)) {
    if (!isRecord(place) || !Number.isFinite(place.x) || !Number.isFinite(place.y))
      add(`layout.${id}`, 'wrong_type', 'A position has numbers x and y.');
  }
}

function checkNotes({ input, add }: CheckContext): void {
  const { notes } = input;
  if (notes === undefined) return;
  if (!Array.isArray(notes)) return add('notes', 'wrong_type', '"notes" must be a list.');
  if (notes.length > DOCUMENT_LIMITS.notes)
    add('notes', 'too_many', `A flow has at most ${DOCUMENT_LIMITS.notes} notes.`);
  const ids = new Set<unknown>();
  for (const [index, note] of notes.entries()) {
    const path = `notes.${index}`;
    if (!isRecord(note)) {
      add(path, 'wrong_type', 'A note must be an object.');
      continue;
    }
    for (const key of Object.keys(note))
      if (!noteKeys.has(key)) add(`${path}.${key}`, 'unknown_key', `"${key}" is not a key of a note.`);
    if (typeof note.id !== 'string' || !nodeIdPattern.test(note.id))
      add(`${path}.id`, 'invalid_id', 'A note id has 1 to 64 letters, digits, hyphens or underscores.');
    else if (ids.has(note.id)) add(`${path}.id`, 'duplicate_id', `The id "${note.id}" is used twice.`);
    ids.add(note.id);
    if (typeof note.text !== 'string') add(`${path}.text`, 'wrong_type', 'The text of a note must be a text.');
    if (!Number.isFinite(note.x) || !Number.isFinite(note.y)) add(path, 'wrong_type', 'A note has numbers x and y.');
  }
}

function checkTranslations({ input, add }: CheckContext): void {
  const { translations } = input;
  if (translations === undefined) return;
  if (!isRecord(translations)) return add('translations', 'wrong_type', '"translations" must be an object.');
  for (const [language, texts] of Object.entries(translations)) {
    if (!isRecord(texts))
      add(`translations.${language}`, 'wrong_type', 'The translations of a language are texts by path.');
    else {
      for (const [path, text] of Object.entries(texts)) {
        if (typeof text !== 'string')
          add(`translations.${language}.${path}`, 'wrong_type', 'A translation must be a text.');
      }
    }
  }
}

function isNewer(version: string): boolean {
  const wanted = version.split('.').map(Number);
  const have = PRODUCT_VERSION.split('.').map(Number);
  for (let index = 0; index < 3; index++) {
    const a = wanted[index] ?? 0;
    const b = have[index] ?? 0;
    if (Number.isNaN(a)) return true;
    if (a !== b) return a > b;
  }
  return false;
}
