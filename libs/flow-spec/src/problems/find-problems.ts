import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeType, NodeTypes } from '../node-types.ts';
import { configProblems } from './config-problems.ts';
import type { FlowProblem, OwnProblem } from './flow-problem.ts';
import { graphProblems } from './graph-problems.ts';
import { type KnownNames, knownNames } from './known-names.ts';
import { partProblems } from './part-problems.ts';
import { requirementProblems, type Surroundings } from './requirement-problems.ts';
import { settingsProblems } from './settings-problems.ts';
import { templateProblems } from './template-problems.ts';
import { translationProblems } from './translation-problems.ts';

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
  const names = knownNames({ document, types });
  return [
    ...settingsProblems({ document }),
    ...partProblems({ document }),
    ...translationProblems({ document, names }),
    ...document.nodes.flatMap((node) => nodeProblems({ document, node, types, names })),
    ...graphProblems({ document, types }),
    ...requirementProblems({ document, types, surroundings }),
  ];
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
  names: KnownNames;
}): FlowProblem[] {
  const type = types.get(node.type);
  const place = { nodeId: node.id, path: '', severity: 'error' } as const;
  const notKnown = (code: OwnProblem['code'], message: string): OwnProblem[] => [{ ...place, code, message }];
  if (!type)
    return notKnown(
      'node.unknown_type',
      `This release does not know nodes of type "${node.type}": remove the node, or use a release that does.`,
    );
  if ((node.version ?? 1) > type.version)
    return notKnown(
      'node.newer_version',
      `This node was written for version ${node.version} of "${node.type}", and this release knows version ${type.version}: use a newer release.`,
    );
  const found: FlowProblem[] = [...configProblems({ node, type }), ...templateProblems({ node, type, names })];
  const faulty = new Set(found.filter((problem) => problem.severity === 'error').map((problem) => problem.path));
  // What the schema refuses already need not be said twice.
  return [...found, ...ownProblems({ document, node, type }).filter((problem) => !faulty.has(problem.path))];
}

function ownProblems({
  document,
  node,
  type,
}: {
  document: FlowDocument;
  node: FlowNode;
  type: NodeType;
}): FlowProblem[] {
  const graph = graphOf(document);
  const found = type.inspect?.(node.config ?? {}, {
    nodeId: node.id,
    flowKey: document.key,
    hasEdge: (outlet) => graph.edge(node.id, outlet) !== undefined,
  });
  return (found ?? []).map((problem) => ({ nodeId: node.id, ...problem }));
}
