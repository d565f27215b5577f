import type { FlowDocument } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeTypes } from '../node-types.ts';
import { cycleProblems } from './cycle-problems.ts';
import { earlyReadProblems } from './early-read-problems.ts';
import { entriesOf } from './entries-of.ts';
import type { OwnProblem } from './flow-problem.ts';
import { loopProblems } from './loop-problems.ts';
import { portProblems } from './port-problems.ts';

/** Starts, unreachable nodes, ports without edges, edges without ports, cycles without a wait, loops without a way back, and reads before anything is set: each looked for by itself. */
export const graphProblems: readonly ((options: { document: FlowDocument; types: NodeTypes }) => OwnProblem[])[] = [
  startProblems,
  reachProblems,
  portProblems,
  cycleProblems,
  loopProblems,
  earlyReadProblems,
];

function startProblems({ document }: { document: FlowDocument }): OwnProblem[] {
  const [first, ...others] = document.nodes.filter((node) => node.type === 'start');
  if (!first) {
    const message = 'The flow needs a start node: add one, and lead it to the first node.';
    return [{ nodeId: null, path: 'nodes', severity: 'error', code: 'start.missing', message }];
  }
  const message = `A flow has one start node, and "${first.id}" is another: remove one of them.`;
  return others.map(({ id }) => ({ nodeId: id, path: '', severity: 'error', code: 'start.several', message }));
}

function reachProblems({ document }: { document: FlowDocument }): OwnProblem[] {
  // Without a start nothing can be reached, which is said once.
  if (!document.nodes.some((node) => node.type === 'start')) return [];
  const reachable = graphOf(document).reachable(entriesOf(document));
  const message = 'No path leads to this node: connect it, or remove it.';
  return document.nodes
    .filter((node) => !reachable.has(node.id))
    .map(({ id }) => ({ nodeId: id, path: '', severity: 'warning', code: 'node.unreachable', message }));
}
