import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeType, NodeTypes } from '../node-types.ts';
import type { FlowProblem, OwnProblem } from './flow-problem.ts';
import type { KnownNames } from './known-names.ts';
import { readNode } from './read-node.ts';
import { readingFaults } from './template-faults.ts';

/** What is wrong with one node of a document: its type, its config, its templates, and what its type finds itself. */
export function nodeProblems({
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
  const { config, templates } = readNode({ node, type });
  const found: FlowProblem[] = [...config];
  for (const { path, reading } of templates)
    for (const fault of readingFaults({ reading, names })) found.push({ nodeId: node.id, path, ...fault });
  const own = ownProblems({ document, node, type });
  if (own.length === 0) return found;
  const faulty = new Set(found.filter((problem) => problem.severity === 'error').map((problem) => problem.path));
  // What the schema refuses already need not be said twice.
  return [...found, ...own.filter((problem) => !faulty.has(problem.path))];
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
