import type { Check } from './checks/check-context.ts';
import { checkEdge } from './checks/check-edge.ts';
import { checkFrame } from './checks/check-frame.ts';
import { checkNode } from './checks/check-node.ts';
import { checkNote } from './checks/check-note.ts';
import { checkPosition } from './checks/check-position.ts';
import { checkTop } from './checks/check-top.ts';
import { checkVariable } from './checks/check-variable.ts';
import { needsNewerRelease } from './checks/newer-release.ts';
import { DOCUMENT_LIMITS, FLOW_FORMAT, PRODUCT_VERSION } from './document-limits.ts';
import type { DocumentIssue, Parsed } from './document-issue.ts';
import type { FlowDocument } from './flow-document.ts';
import { isRecord } from './is-record.ts';
import { jsonBytes } from './json/json-bytes.ts';
import { checkTree, parseJson, tooLarge } from './parse-json.ts';

const MOST_ISSUES = 100;

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
    if (issues.length < MOST_ISSUES) issues.push({ path, code, message });
  };
  if (!isRecord(input)) return refused({ path: '', code: 'wrong_type', message: 'A flow document is a JSON object.' });
  if (input.format !== FLOW_FORMAT)
    return refused({ path: 'format', code: 'wrong_format', message: `The format must be "${FLOW_FORMAT}".` });
  if (typeof input.minVersion === 'string' && needsNewerRelease(input.minVersion)) {
    const message = `This document needs Patchbay ${input.minVersion} or newer; this is ${PRODUCT_VERSION}.`;
    return refused({ path: 'minVersion', code: 'needs_newer_release', message });
  }
  const tree = checkTree({ value: input, depth: DOCUMENT_LIMITS.depth });
  if (tree) return refused(tree);
  if (jsonBytes(input) > DOCUMENT_LIMITS.bytes) return refused(tooLarge(DOCUMENT_LIMITS.bytes));

  checkTop({ value: input, path: '', add });
  checkNodes({ input, add });
  checkEdges({ input, add });
  checkList({ input, add, key: 'variables', check: checkVariable, identity: 'key', twice: 'is declared twice' });
  checkList({ input, add, key: 'notes', check: checkNote, identity: 'id', twice: 'is the id of two notes' });
  checkList({ input, add, key: 'frames', check: checkFrame, identity: 'id', twice: 'is the id of two frames' });
  checkLayout({ input, add });
  checkTranslations({ input, add });
  // Every container was checked above; configs stay unknown.
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: input as unknown as FlowDocument };
}

interface Part {
  input: Record<string, unknown>;
  add: Check['add'];
}

function checkNodes({ input, add }: Part): void {
  if (input.nodes === undefined) return add('nodes', 'missing', 'The document has no "nodes".');
  checkList({ input, add, key: 'nodes', check: checkNode, identity: 'id', twice: 'is the id of two nodes' });
  if (Array.isArray(input.nodes) && input.nodes.length > DOCUMENT_LIMITS.nodes)
    add('nodes', 'too_many', `A flow has at most ${DOCUMENT_LIMITS.nodes} nodes.`);
}

function checkEdges({ input, add }: Part): void {
  if (input.edges === undefined) return add('edges', 'missing', 'The document has no "edges".');
  if (!Array.isArray(input.edges)) return add('edges', 'wrong_type', '"edges" must be a list.');
  const nodes: unknown[] = Array.isArray(input.nodes) ? input.nodes : [];
  const ids = new Set(nodes.map((node) => (isRecord(node) ? node.id : undefined)));
  const ports = new Map<unknown, Set<unknown>>();
  for (const [index, edge] of input.edges.entries()) {
    const path = `edges.${index}`;
    checkEdge({ value: edge, path, add, hasNode: (id) => ids.has(id) });
    if (!isRecord(edge)) continue;
    const taken = ports.get(edge.from) ?? new Set();
    if (taken.has(edge.port))
      add(`${path}.port`, 'duplicate_port', `Two edges leave the port "${edge.port}" of "${edge.from}".`);
    ports.set(edge.from, taken.add(edge.port));
  }
}

function checkList({
  input,
  add,
  key,
  check,
  identity,
  twice,
}: Part & { key: string; check: (part: Check) => void; identity: string; twice: string }): void {
  const list = input[key];
  if (list === undefined) return;
  if (!Array.isArray(list)) return add(key, 'wrong_type', `"${key}" must be a list.`);
  const seen = new Set<unknown>();
  for (const [index, value] of list.entries()) {
    const path = `${key}.${index}`;
    check({ value, path, add });
    const id = isRecord(value) ? value[identity] : undefined;
    if (typeof id !== 'string') continue;
    if (seen.has(id)) add(`${path}.${identity}`, 'duplicate_id', `"${id}" ${twice}.`);
    seen.add(id);
  }
}

function checkLayout({ input, add }: Part): void {
  if (input.layout === undefined) return;
  if (!isRecord(input.layout)) return add('layout', 'wrong_type', '"layout" must be an object.');
  for (const [id, value] of Object.entries(input.layout)) checkPosition({ value, path: `layout.${id}`, add });
}

function checkTranslations({ input, add }: Part): void {
  const { translations } = input;
  if (translations === undefined) return;
  if (!isRecord(translations)) return add('translations', 'wrong_type', '"translations" must be an object.');
  for (const [language, texts] of Object.entries(translations)) {
    const path = `translations.${language}`;
    if (!isRecord(texts)) add(path, 'wrong_type', 'The translations of a language are texts by path.');
    else
      for (const [place, text] of Object.entries(texts))
        if (typeof text !== 'string') add(`${path}.${place}`, 'wrong_type', 'A translation must be a text.');
  }
}

function refused(issue: DocumentIssue): Parsed<never> {
  return { ok: false, issues: [issue] };
}
