import { hasTemplate } from '@patchbay/expressions';
import type { z } from 'zod';
import type { FlowNode } from '../flow-document.ts';
import type { NodeType } from '../node-types.ts';
import { valueAt } from '../value-path.ts';
import type { FlowProblem } from './flow-problem.ts';

/**
 * Faults of a config by its type's schema, which describes the rendered config: until then a text that holds a template may stand wherever a value is
 * expected, but in raw fields.
 */
export function configProblems({ node, type }: { node: FlowNode; type: NodeType }): FlowProblem[] {
  const config = node.config ?? {};
  const result = type.config.safeParse(config);
  if (result.success) return [];
  const found: FlowProblem[] = [];
  for (const issue of flatten(result.error.issues)) {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (isTemplated({ config, path, raw: type.raw })) continue;
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        found.push({
          nodeId: node.id,
          path: [...path, key].join('.'),
          severity: 'error',
          code: 'config.unknown_key',
          message: `"${key}" is no setting of this node.`,
        });
      }
      continue;
    }
    const missing = valueAt(config, path) === undefined || valueAt(config, path) === '';
    const message = missing && issue.code === 'invalid_type' ? 'This is required.' : issue.message;
    found.push({ nodeId: node.id, path: path.join('.'), severity: 'error', code: 'config.invalid', message });
  }
  return found;
}

// Of a union that fits nowhere, the branch that came furthest says best what is wrong.
function flatten(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const branches = issue.errors.map((branch) => flatten(branch)).filter((branch) => branch.length > 0);
    const deepest = branches.sort((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0];
    if (!deepest || depthOf(deepest) === 0) return [{ ...issue, message: deepest?.[0]?.message ?? issue.message }];
    return deepest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

function depthOf(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function isTemplated({
  config,
  path,
  raw,
}: {
  config: Record<string, unknown>;
  path: (string | number)[];
  raw: readonly string[];
}): boolean {
  const [top] = path;
  if (typeof top === 'string' && raw.includes(top)) return false;
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(config, path.slice(0, length));
    if (typeof value === 'string') return hasTemplate(value);
    if (value !== undefined) return false;
  }
  return false;
}
