import type { FlowDocument } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { OwnProblem } from './flow-problem.ts';

const known = {
  edges: new Set(['from', 'port', 'to']),
  variables: new Set(['key', 'type', 'default', 'input', 'scope', 'description']),
  notes: new Set(['id', 'text', 'x', 'y', 'width', 'height', 'color']),
  frames: new Set(['id', 'title', 'x', 'y', 'width', 'height', 'color']),
};
const singular = { edges: 'an edge', variables: 'a variable', notes: 'a note', frames: 'a frame' };
/** Types of variables, and how a value at first of each is written. */
const types = new Map([
  ['string', 'a text'],
  ['number', 'a number, such as 3'],
  ['boolean', 'true or false'],
  ['object', 'an object, such as {"name": "Laptop"}'],
  ['array', 'a list, such as ["Word", "Excel"]'],
]);

/** Faults of edges, declared variables and notes that do not refuse a document. */
export function partProblems({ document }: { document: FlowDocument }): OwnProblem[] {
  return [...unknownKeys(document), ...variableProblems(document)];
}

function unknownKeys(document: FlowDocument): OwnProblem[] {
  const found: OwnProblem[] = [];
  for (const list of ['edges', 'variables', 'notes', 'frames'] as const) {
    for (const [index, part] of (document[list] ?? []).entries()) {
      for (const key of Object.keys(part)) {
        if (known[list].has(key)) continue;
        const message = `"${key}" is not a key of ${singular[list]}: remove it.`;
        found.push({ nodeId: null, path: `${list}.${index}.${key}`, severity: 'error', code: 'key.unknown', message });
      }
    }
  }
  return found;
}

// What was let in may hold anything under these keys.
function variableProblems(document: FlowDocument): OwnProblem[] {
  const found: OwnProblem[] = [];
  for (const [index, variable] of (document.variables ?? []).entries()) {
    const add = (key: string, severity: OwnProblem['severity'], code: OwnProblem['code'], message: string) =>
      found.push({ nodeId: null, path: `variables.${index}.${key}`, severity, code, message });
    const invalid = (key: string, message: string) => add(key, 'error', 'variable.invalid', message);
    const { key, type, input, scope, description }: Record<string, unknown> = { ...variable };
    const fallback: unknown = variable.default;
    const written = typeof type === 'string' ? types.get(type) : undefined;
    if (written === undefined)
      invalid('type', `The type of the variable "${key}" must be one of: ${[...types.keys()].join(', ')}.`);
    else if (fallback !== undefined && fallback !== null && fallback !== '' && typeOf(fallback) !== type)
      add(
        'default',
        'warning',
        'variable.default_type',
        `The value at first of the variable "${key}" must be ${written}.`,
      );
    if (input !== undefined && typeof input !== 'boolean')
      invalid('input', `"input" of the variable "${key}" must be true or false.`);
    if (scope !== undefined && scope !== 'user' && scope !== 'conversation')
      invalid('scope', `The scope of the variable "${key}" must be "user", or be left out.`);
    if (scope === 'user')
      add(
        'scope',
        'warning',
        'feature.inactive',
        `The variable "${key}" is not kept for the user across conversations in this release: it lasts as long as the conversation.`,
      );
    if (description !== undefined && typeof description !== 'string')
      invalid('description', `The description of the variable "${key}" must be a text.`);
  }
  return found;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return isRecord(value) ? 'object' : typeof value;
}
