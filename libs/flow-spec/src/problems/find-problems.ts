import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeTypes } from '../node-types.ts';
import { configProblems } from './config-problems.ts';
import type { FlowProblem } from './flow-problem.ts';
import { graphProblems } from './graph-problems.ts';
import { knownNames } from './known-names.ts';
import { type Surroundings, requirementProblems } from './requirement-problems.ts';
import { settingsProblems } from './settings-problems.ts';
import { templateProblems } from './template-problems.ts';

/**
 * All problems of a document, those of a node in the order of the nodes. `surroundings` says what the workspace holds; without it, what a flow needs of
 * its workspace is not looked at. The same at edit time and at publish.
 */
export function findProblems({
  document,
  types,
  surroundings,
}: {
  document: FlowDocument;
  types: NodeTypes;
  surroundings?: Surroundings;
}): FlowProblem[] {
  const problems: FlowProblem[] = [...settingsProblems({ document, types })];
  const names = knownNames({ document, types });
  for (const node of document.nodes) problems.push(...nodeProblems({ document, node, types, names }));
  problems.push(...graphProblems({ document, types }));
  if (surroundings) problems.push(...requirementProblems({ document, types, surroundings }));
  return problems;
}

function nodeProblems({
  document,
  node,
  types,
  names,
}: {
  document: FlowDocument;
  node: FlowNode;
  types: NodeTypes;
  names: ReturnType<typeof knownNames>;
}): FlowProblem[] {
  const type = types.get(node.type);
  if (!type) {
    const message = `This release does not know nodes of type "${node.type}".`;
    return [{ nodeId: node.id, path: '', severity: 'error', code: 'node.unknown_type', message }];
  }
  const config = node.config ?? {};
  const graph = graphOf(document);
  const found = [...configProblems({ node, type }), ...templateProblems({ node, type, names })];
  const seen = new Set(found.filter((problem) => problem.severity === 'error').map((problem) => problem.path));
  for (const own of type.inspect?.(config, {
    nodeId: node.id,
    flowKey: document.key,
    hasEdge: (outlet) => graph.edge(node.id, outlet) !== undefined,
  }) ?? []) {
    // What the schema refuses already need not be said twice.
    if (!seen.has(own.path)) found.push({ nodeId: node.id, ...own });
  }
  return found;
}
