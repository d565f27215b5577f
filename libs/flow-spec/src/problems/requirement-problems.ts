import type { FlowDocument } from '../flow-document.ts';
import type { NodeTypes } from '../node-types.ts';
import { requirementsOf } from '../requirements.ts';
import type { FlowProblem } from './flow-problem.ts';

/** What the workspace holds that a flow may need. */
export interface Surroundings {
  connections: ReadonlySet<string>;
  env: ReadonlySet<string>;
  /** Flows by key: whether each is published, and which flows its published version calls. */
  flows: ReadonlyMap<string, { published: boolean; calls: readonly string[] }>;
}

/** What a flow needs of its workspace and does not find there. */
export function requirementProblems({
  document,
  types,
  surroundings,
}: {
  document: FlowDocument;
  types: NodeTypes;
  surroundings: Surroundings;
}): FlowProblem[] {
  const needs = requirementsOf({ document, types });
  const found: FlowProblem[] = [];
  const add = (place: { nodeId: string; path: string }, code: string, message: string) =>
    found.push({ ...place, severity: 'error', code, message });
  for (const { key, ...place } of needs.connections) {
    if (!surroundings.connections.has(key))
      add(place, 'connection.missing', `There is no connection "${key}" in this workspace.`);
  }
  for (const { key, ...place } of needs.env) {
    if (!surroundings.env.has(key)) add(place, 'env.missing', `There is no workspace variable "${key}".`);
  }
  for (const { key, ...place } of needs.flows) {
    const called = surroundings.flows.get(key);
    if (key === document.key || reaches({ from: key, to: document.key, surroundings }))
      add(place, 'subflow.recursive', `"${key}" leads back to this flow: calls must not go round in a circle.`);
    else if (!called) add(place, 'subflow.missing', `There is no flow "${key}" in this workspace.`);
    else if (!called.published) add(place, 'subflow.not_published', `The flow "${key}" is not published.`);
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
