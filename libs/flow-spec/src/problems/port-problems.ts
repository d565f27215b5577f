import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeType, NodeTypes } from '../node-types.ts';
import { entriesOf } from './entries-of.ts';
import type { OwnProblem } from './flow-problem.ts';
import { EACH } from './loop-problems.ts';

/** Ways on once a node is through. */
const onward = new Set(['next', 'done']);
// Where a path may well end: the other case, giving up, or being through.
const restful = new Set([...onward, 'else', 'cancelled', 'rejected', 'expired']);

/**
 * Edges that leave ports that there are not, and ports that lead nowhere where that is mostly a mistake: for an error, where the settings say nothing of
 * errors either.
 */
export function portProblems({ document, types }: { document: FlowDocument; types: NodeTypes }): OwnProblem[] {
  const ending = endingNodes(document);
  return document.nodes.flatMap((node) => {
    const type = types.get(node.type);
    return type ? problemsOf({ document, node, type, ending }) : [];
  });
}

/**
 * Nodes at which the conversation is expected to be led to an end. A path may stop anywhere: then the bot waits for the next message, which is how a bot that only answers works, and how every flow
 * looks while it begins. But where a flow has an end, it ends its conversations with it, and one that just falls silent is mostly a forgotten edge. Of the templates, the demo and the flows of the contract none
 * is told of this; without the condition those that only answer all would be. What settings or an intent at any time lead to returns to where it came from.
 */
function endingNodes(document: FlowDocument): ReadonlySet<string> {
  if (!document.nodes.some((node) => node.type === 'end')) return new Set();
  const graph = graphOf(document);
  const starts = document.nodes.filter((node) => node.type === 'start').map((node) => node.id);
  const returning = graph.reachable(entriesOf(document).filter((id) => !starts.includes(id)));
  return new Set([...graph.reachable(starts)].filter((id) => !returning.has(id) && !starts.includes(id)));
}

function problemsOf({
  document,
  node,
  type,
  ending,
}: {
  document: FlowDocument;
  node: FlowNode;
  type: NodeType;
  ending: ReadonlySet<string>;
}): OwnProblem[] {
  const graph = graphOf(document);
  const found: OwnProblem[] = [];
  const outlets = type.outlets(node.config ?? {});
  const known = new Set(outlets.map((outlet) => outlet.id));
  const add = (path: string, severity: OwnProblem['severity'], code: OwnProblem['code'], message: string) =>
    found.push({ nodeId: node.id, path, severity, code, message });
  const taken = new Set<string>();
  for (const { port } of graph.outgoing(node.id)) {
    taken.add(port);
    if (!known.has(port))
      add(
        port,
        'error',
        'edge.port_unknown',
        `An edge leaves the port "${port}", which this node does not have: remove it, or draw it from another port.`,
      );
  }
  for (const { id, label, kind, fallback } of outlets) {
    if (kind === 'error' && !taken.has(id) && document.settings?.onError === undefined)
      add(
        id,
        'warning',
        'edge.error_unrouted',
        `"${label}" leads nowhere, so users are told only that something went wrong: lead it to a node, or choose what follows errors in the settings.`,
      );
    if (kind !== 'plain' || taken.has(id) || (fallback !== undefined && taken.has(fallback))) continue;
    if (onward.has(id) && ending.has(node.id) && !outlets.some((outlet) => outlet.fallback === id))
      add(
        id,
        'warning',
        'edge.missing',
        `"${label}" leads nowhere, so the conversation falls silent there: connect it to a node, or to an end.`,
      );
    // A path may end anywhere; where a node branches, a branch that leads nowhere is mostly a mistake.
    if (!restful.has(id))
      add(
        id,
        'warning',
        'edge.missing',
        node.type === 'loop' && id === EACH
          ? `"${label}" leads nowhere, so nothing is done with the items: connect it to a node, and lead the path from there back to the loop.`
          : `"${label}" leads nowhere, so the path ends there: connect it to a node.`,
      );
  }
  if (node.type === 'start' && !taken.has('next') && document.nodes.length > 1)
    add('next', 'warning', 'edge.missing', 'The start leads nowhere: connect it to a node.');
  return found;
}
