import type { FlowDocument } from '../flow-document.ts';
import type { NodeTypes } from '../node-types.ts';
import type { FlowProblem } from './flow-problem.ts';
import { graphProblems } from './graph-problems.ts';
import { knownNames } from './known-names.ts';
import { nodeProblems } from './node-problems.ts';
import { partProblems } from './part-problems.ts';
import { requirementProblems, type Surroundings } from './requirement-problems.ts';
import { settingsProblems } from './settings-problems.ts';
import { translationProblems } from './translation-problems.ts';

interface Options {
  document: FlowDocument;
  types: NodeTypes;
  surroundings?: Surroundings;
}

/**
 * All problems of a document, those of a node in the order of the nodes. `surroundings` says what the workspace holds; without it, what a flow needs of
 * its workspace is not looked at. The same at edit time and at publish.
 */
export function findProblems(options: Options): FlowProblem[] {
  const steps = problemsInSteps(options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same, a little at a time, for who must not stop for long. What was read of a node is kept with it: after an edit there is one to read.
 */
export function* problemsInSteps({ document, types, surroundings }: Options): Generator<void, FlowProblem[]> {
  const names = knownNames({ document, types });
  yield;
  const found: FlowProblem[] = [
    ...settingsProblems({ document }),
    ...partProblems({ document }),
    ...translationProblems({ document, names }),
  ];
  for (const node of document.nodes) {
    found.push(...nodeProblems({ document, node, types, names }));
    yield;
  }
  for (const look of graphProblems) {
    found.push(...look({ document, types }));
    yield;
  }
  found.push(...requirementProblems({ document, types, surroundings }));
  return found;
}
