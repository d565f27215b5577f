import { compileTemplate, TemplateError } from '@patchbay/expressions';
import type { FlowNode } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeType } from '../node-types.ts';
import type { FlowProblem } from './flow-problem.ts';
import type { KnownNames } from './known-names.ts';

const roots = new Set(['vars', 'user', 'message', 'nodes', 'now', 'conversation', 'flow', 'env']);
/** Keys whose texts are no templates in any type: code and patterns. */
const literalKeys = new Set(['code', 'pattern']);

/** Templates of a node that do not parse, and names in them that are not known. */
export function templateProblems({
  node,
  type,
  names,
}: {
  node: FlowNode;
  type: NodeType;
  names: KnownNames;
}): FlowProblem[] {
  const found: FlowProblem[] = [];
  for (const { path, text } of textsOf(node.config ?? {})) {
    if (type.raw.includes(path[0] ?? '') && literalKeys.has(path.at(-1) ?? '')) continue;
    const add = (severity: FlowProblem['severity'], code: string, message: string) =>
      found.push({ nodeId: node.id, path: path.join('.'), severity, code, message });
    let references: readonly (readonly string[])[];
    try {
      references = compileTemplate(text).references;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      add('error', error.code, `The template does not parse: ${error.message}`);
      continue;
    }
    for (const [root, name] of references) {
      if (root === undefined) continue;
      if (!roots.has(root))
        add('warning', 'reference.unknown', `"${root}" is not known here. A variable is read as "vars.${root}".`);
      else if (root === 'vars' && name !== undefined && !names.variables.has(name))
        add(
          'warning',
          'variable.unknown',
          `The variable "${name}" is neither declared nor saved anywhere in this flow.`,
        );
      else if (root === 'nodes' && name !== undefined && !names.nodes.has(name))
        add('warning', 'reference.unknown', `There is no node "${name}" in this flow.`);
    }
  }
  return found;
}

/** Texts of a config that hold a template, with their paths. */
export function* textsOf(value: unknown, path: string[] = []): Generator<{ path: string[]; text: string }> {
  if (typeof value === 'string') {
    if (value.includes('{{') || value.includes('{%')) yield { path, text: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* textsOf(item, [...path, String(index)]);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, key]);
  }
}
