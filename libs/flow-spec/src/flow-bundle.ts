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

/** A bundle, or a bare flow document as a bundle of one. */
export function parseFlowBundle(input: unknown): Parsed<FlowBundle> {
  if (isRecord(input) && input.format !== BUNDLE_FORMAT) {
    const document = parseFlowDocument(input);
    return document.ok
      ? {
          ok: true,
          value: {
            format: BUNDLE_FORMAT,
            flows: [document.value],
            requires: { connections: [], variables: [], knowledgeBases: [] },
          },
        }
      : document;
  }
  if (!isRecord(input)) return refused({ path: '', code: 'wrong_type', message: 'A bundle is a JSON object.' });
  const tree = checkTree({ value: input, depth: DOCUMENT_LIMITS.depth + 2 });
  if (tree) return refused(tree);
  const unknown = Object.keys(input).find((key) => !keys.has(key));
  if (unknown !== undefined)
    return refused({ path: unknown, code: 'unknown_key', message: `"${unknown}" is not a key of a bundle.` });
  if (!Array.isArray(input.flows) || input.flows.length === 0)
    return refused({ path: 'flows', code: 'missing', message: 'A bundle holds at least one flow.' });
  if (input.flows.length > MOST_FLOWS)
    return refused({ path: 'flows', code: 'too_many', message: `A bundle holds at most ${MOST_FLOWS} flows.` });
  const issues: DocumentIssue[] = [];
  const flows: FlowDocument[] = [];
  for (const [index, flow] of input.flows.entries()) {
    const parsed = parseFlowDocument(flow);
    if (!parsed.ok)
      issues.push(
        ...parsed.issues.map((issue) => ({ ...issue, path: `flows.${index}${issue.path ? `.${issue.path}` : ''}` })),
      );
    else if (flows.some((other) => other.key === parsed.value.key))
      issues.push({
        path: `flows.${index}.key`,
        code: 'duplicate_id',
        message: `The flow "${parsed.value.key}" is in the bundle twice.`,
      });
    else flows.push(parsed.value);
  }
  const requires = parseRequires({ value: input.requires, issues });
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: { format: BUNDLE_FORMAT, flows, requires } };
}

function parseRequires({ value, issues }: { value: unknown; issues: DocumentIssue[] }): FlowBundle['requires'] {
  const requires: FlowBundle['requires'] = { connections: [], variables: [], knowledgeBases: [] };
  if (value === undefined) return requires;
  const fault = (path: string, message: string) =>
    issues.push({ path: `requires${path}`, code: 'wrong_type', message });
  if (!isRecord(value)) {
    fault('', '"requires" must be an object.');
    return requires;
  }
  for (const [index, item] of listOf(value.connections).entries()) {
    if (isRecord(item) && typeof item.key === 'string')
      requires.connections.push({ key: item.key, ...(typeof item.kind === 'string' ? { kind: item.kind } : {}) });
    else fault(`.connections.${index}`, 'A connection is named by its key.');
  }
  for (const [index, item] of listOf(value.variables).entries()) {
    if (isRecord(item) && typeof item.key === 'string')
      requires.variables.push({ key: item.key, ...(item.value === undefined ? {} : { value: item.value }) });
    else fault(`.variables.${index}`, 'A variable is named by its key.');
  }
  for (const [index, item] of listOf(value.knowledgeBases).entries()) {
    if (typeof item === 'string') requires.knowledgeBases.push(item);
    else fault(`.knowledgeBases.${index}`, 'A knowledge base is named by its key.');
  }
  return requires;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function refused(issue: DocumentIssue): Parsed<never> {
  return { ok: false, issues: [issue] };
}
