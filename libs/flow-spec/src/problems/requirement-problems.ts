import type { FlowDocument } from '../flow-document.ts';
import type { NodeTypes } from '../node-types.ts';
import { type Need, requirementsOf } from '../requirements.ts';
import type { OwnProblem } from './flow-problem.ts';

/** What the workspace holds that a flow may need. */
export interface Surroundings {
  /** Connections by key: whether each has the credential that it needs, as one that needs none has. */
  connections: ReadonlyMap<string, { credential: boolean }>;
  env: ReadonlySet<string>;
  /** Flows by key: whether each is published, and which flows its published version calls. */
  flows: ReadonlyMap<string, { published: boolean; calls: readonly string[] }>;
}

/** What a flow needs of its workspace and does not find there. Without surroundings, only that it calls itself. */
export function requirementProblems({
  document,
  types,
  surroundings,
}: {
  document: FlowDocument;
  types: NodeTypes;
  surroundings: Surroundings | undefined;
}): OwnProblem[] {
  const needs = requirementsOf({ document, types });
  const found: OwnProblem[] = [];
  const add = (
    { nodeId, path }: Need,
    code: OwnProblem['code'],
    message: string,
    severity: OwnProblem['severity'] = 'error',
  ) => found.push({ nodeId, path, severity, code, message });
  for (const need of needs.flows) {
    const { key } = need;
    if (key === document.key || (surroundings && reaches({ from: key, to: document.key, surroundings }))) {
      add(need, 'subflow.recursive', `"${key}" leads back to this flow: calls must not go round in a circle.`);
    } else if (surroundings) {
      const called = surroundings.flows.get(key);
      if (!called)
        add(need, 'subflow.missing', `There is no flow "${key}" in this workspace: choose one that is there.`);
      else if (!called.published)
        add(need, 'subflow.not_published', `The flow "${key}" is not published: publish it first.`);
    }
  }
  if (!surroundings) return found;
  for (const need of needs.connections) {
    const connection = surroundings.connections.get(need.key);
    if (!connection)
      add(
        need,
        'connection.missing',
        `There is no connection "${need.key}" in this workspace: make it, or choose another.`,
      );
    else if (!connection.credential)
      add(
        need,
        'connection.no_credential',
        `The connection "${need.key}" has no credential: give it one, unless its server asks for none.`,
        'warning',
      );
  }
  for (const need of needs.env) {
    if (!surroundings.env.has(need.key))
      add(need, 'env.missing', `There is no workspace variable "${need.key}": set it, or correct the name.`);
  }
  return found;
}

function reaches({ from, to, surroundings }: { from: string; to: string; surroundings: Surroundings }): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const called of surroundings.flows.get(key)?.calls ?? []) {
      if (called === to) return true;
      if (!seen.has(called)) {
        seen.add(called);
        open.push(called);
      }
    }
  }
  return false;
}
