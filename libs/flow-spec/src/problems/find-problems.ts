import type { FlowDocument } from '../flow-document.ts';
import type { NodeTypes } from '../node-types.ts';
import type { FlowProblem } from './flow-problem.ts';
import { graphProblems } from './graph-problems.ts';
import { knownNames } from './known-names.ts';
import { nodeProblems } from './node-problems.ts';
import { partProblems } from './part-problems.ts';
import { readNode } from './read-node.ts';
import { requirementProblems, type Surroundings } from './requirement-problems.ts';
import { settingsProblems } from './settings-problems.ts';
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

/**
 * Does beforehand what `findProblems` takes longest for, node by node, so that who must not stop for long can take it in small steps. What was read of a node is
 * kept with it: after an edit there is one to read.
 */
export function* readNodes({ document, types }: { document: FlowDocument; types: NodeTypes }): Generator<void> {
  for (const node of document.nodes) {
    readNode({ node, type: types.get(node.type) });
    yield;
  }
}
