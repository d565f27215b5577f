import { DOCUMENT_LIMITS } from './document-limits.ts';
import type { DocumentIssue, Parsed } from './document-issue.ts';
import type { FlowDocument } from './flow-document.ts';
import { isRecord } from './is-record.ts';
import { parseFlowDocument } from './parse-flow-document.ts';
import { checkTree } from './parse-json.ts';

export const BUNDLE_FORMAT = 'patchbay.bundle/1';

/** What export gives: the flow first, then the subflows it calls, and what they need by key. No secret is ever in it. */
export interface FlowBundle {
  format: typeof BUNDLE_FORMAT;
  product?: string;
  exportedAt?: string;
  flows: FlowDocument[];
  requires: {
    connections: { key: string; kind?: string }[];
    variables: { key: string; value?: unknown }[];
    knowledgeBases: string[];
  };
}

const keys = new Set(['format', 'product', 'exportedAt', 'flows', 'requires']);
const MOST_FLOWS = 200;
/** A flow stands two levels deep in a bundle. */
const DEPTH = DOCUMENT_LIMITS.depth + 2;

/** A bundle, or a bare flow document as a bundle of one: refused by the same rules as a document, with the flow in the path. */
export function parseFlowBundle(input: unknown): Parsed<FlowBundle> {
  if (!isRecord(input)) return refused({ path: '', code: 'wrong_type', message: 'A bundle is a JSON object.' });
  if (input.format !== BUNDLE_FORMAT) return bundleOfOne(input);
  const tree = checkTree({ value: input, depth: DEPTH });
  if (tree) return refused(tree);
  const issues: DocumentIssue[] = [];
  const add = (path: string, code: string, message: string) => issues.push({ path, code, message });
  for (const key of Object.keys(input))
    if (!keys.has(key)) add(key, 'unknown_key', `"${key}" is not a key of a bundle.`);
  for (const key of ['product', 'exportedAt'])
    if (input[key] !== undefined && typeof input[key] !== 'string') add(key, 'wrong_type', `"${key}" must be a text.`);
  const flows = parseFlows({ value: input.flows, add });
  const requires = parseRequires({ value: input.requires, add });
  if (issues.length > 0) return { ok: false, issues };
  const { product, exportedAt } = input;
  return {
    ok: true,
    value: {
      format: BUNDLE_FORMAT,
      ...(typeof product === 'string' ? { product } : {}),
      ...(typeof exportedAt === 'string' ? { exportedAt } : {}),
      flows,
      requires,
    },
  };
}

type Add = (path: string, code: string, message: string) => void;

function bundleOfOne(input: unknown): Parsed<FlowBundle> {
  const document = parseFlowDocument(input);
  if (!document.ok) return document;
  const requires = { connections: [], variables: [], knowledgeBases: [] };
  return { ok: true, value: { format: BUNDLE_FORMAT, flows: [document.value], requires } };
}

function parseFlows({ value, add }: { value: unknown; add: Add }): FlowDocument[] {
  const flows: FlowDocument[] = [];
  if (!Array.isArray(value) || value.length === 0) {
    add('flows', value === undefined ? 'missing' : 'wrong_type', 'A bundle holds a list of at least one flow.');
    return flows;
  }
  if (value.length > MOST_FLOWS) {
    add('flows', 'too_many', `A bundle holds at most ${MOST_FLOWS} flows.`);
    return flows;
  }
  const seen = new Set<string>();
  for (const [index, flow] of value.entries()) {
    const parsed = parseFlowDocument(flow);
    if (!parsed.ok) {
      for (const issue of parsed.issues)
        add(`flows.${index}${issue.path ? `.${issue.path}` : ''}`, issue.code, issue.message);
      continue;
    }
    const { key } = parsed.value;
    if (seen.has(key)) add(`flows.${index}.key`, 'duplicate_id', `The flow "${key}" is in the bundle twice.`);
    seen.add(key);
    flows.push(parsed.value);
  }
  return flows;
}

function parseRequires({ value, add }: { value: unknown; add: Add }): FlowBundle['requires'] {
  const requires: FlowBundle['requires'] = { connections: [], variables: [], knowledgeBases: [] };
  if (value === undefined) return requires;
  if (!isRecord(value)) {
    add('requires', 'wrong_type', '"requires" must be an object.');
    return requires;
  }
  const list = (key: string): unknown[] => {
    const items = value[key];
    if (Array.isArray(items)) return items;
    if (items !== undefined) add(`requires.${key}`, 'wrong_type', `"${key}" must be a list.`);
    return [];
  };
  const unnamed = (path: string) =>
    add(`requires.${path}`, 'wrong_type', 'What is required is named by its key, a text.');
  for (const [index, item] of list('connections').entries()) {
    if (isRecord(item) && typeof item.key === 'string')
      requires.connections.push({ key: item.key, ...(typeof item.kind === 'string' ? { kind: item.kind } : {}) });
    else unnamed(`connections.${index}`);
  }
  for (const [index, item] of list('variables').entries()) {
    if (isRecord(item) && typeof item.key === 'string')
      requires.variables.push({ key: item.key, ...(item.value === undefined ? {} : { value: item.value }) });
    else unnamed(`variables.${index}`);
  }
  for (const [index, item] of list('knowledgeBases').entries()) {
    if (typeof item === 'string') requires.knowledgeBases.push(item);
    else unnamed(`knowledgeBases.${index}`);
  }
  return requires;
}

function refused(issue: DocumentIssue): Parsed<never> {
  return { ok: false, issues: [issue] };
}
