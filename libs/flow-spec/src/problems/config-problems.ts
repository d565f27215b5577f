import { hasTemplate } from '@patchbay/expressions';
import type { z } from 'zod';
import type { FlowNode } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { NodeType } from '../node-types.ts';
import { type ValuePath, valueAt } from '../value-path.ts';
import { describeIssue } from './describe-issue.ts';
import type { OwnProblem } from './flow-problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Faults of a config by its type's schema, which describes the rendered config: until then a text that holds a template may stand wherever a value is
 * expected, but in raw fields.
 */
export function configProblems({ node, type }: { node: FlowNode; type: NodeType }): OwnProblem[] {
  const config = node.config ?? {};
  const result = type.config.safeParse(config);
  if (result.success) return [];
  return faults({ issues: result.error.issues, config, raw: type.raw }).flatMap((issue): OwnProblem[] => {
    const path = stepsOf(issue);
    const at = (severity: OwnProblem['severity'], code: OwnProblem['code'], place: ValuePath, message: string) => ({
      nodeId: node.id,
      path: place.join('.'),
      severity,
      code,
      message,
    });
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) =>
        at(
          'error',
          'config.unknown_key',
          [...path, key],
          `"${[...path, key].join('.')}" is no setting of this node: remove it.`,
        ),
      );
    return [at('error', 'config.invalid', path, describeIssue({ issue, path, value: valueAt(config, path) }))];
  });
}

interface Faults {
  issues: readonly Issue[];
  config: Record<string, unknown>;
  raw: readonly string[];
}

/** The issues that rendering cannot mend. Of a union that fits nowhere, the branch that came furthest says best what is wrong. */
function faults({ issues, config, raw }: Faults): Issue[] {
  return issues.flatMap((issue) => {
    if (isTemplated({ config, issue, raw })) return [];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
    const branches = issue.errors.map((branch) =>
      faults({ issues: branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })), config, raw }),
    );
    // A branch that only templates stand in the way of fits.
    if (branches.some((branch) => branch.length === 0)) return [];
    const [furthest] = branches.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length);
    return furthest && depthOf(furthest) > issue.path.length ? furthest : [issue];
  });
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function stepsOf(issue: Issue): (string | number)[] {
  return issue.path.filter((step) => typeof step !== 'symbol');
}

function isTemplated({
  config,
  issue,
  raw,
}: {
  config: Record<string, unknown>;
  issue: Issue;
  raw: readonly string[];
}) {
  const path = stepsOf(issue);
  const [top] = path;
  if (typeof top === 'string' && raw.includes(top)) return false;
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(config, path.slice(0, length));
    if (typeof value === 'string') return hasTemplate(value);
    // A rule over several values of an object or list cannot tell before they are rendered.
    if (value !== undefined) return issue.code === 'custom' && length === path.length && holdsTemplate(value);
  }
  return issue.code === 'custom' && path.length === 0 && holdsTemplate(config);
}

function holdsTemplate(value: unknown): boolean {
  if (typeof value === 'string') return hasTemplate(value);
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return isRecord(value) && Object.values(value).some(holdsTemplate);
}
