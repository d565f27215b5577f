import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import type { NodeType, NodeTypes } from '../node-types.ts';
import type { OwnProblem } from './flow-problem.ts';

// Where a path may well end: the other case, giving up, or being through.
const restful = new Set(['next', 'else', 'cancelled', 'done', 'rejected', 'expired']);

/**
 * Edges that leave ports that there are not, and ports that lead nowhere where that is mostly a mistake: for an error, where the settings say nothing of
 * errors either.
 */
export function portProblems({ document, types }: { document: FlowDocument; types: NodeTypes }): OwnProblem[] {
  return document.nodes.flatMap((node) => {
    const type = types.get(node.type);
    return type ? problemsOf({ document, node, type }) : [];
  });
}

function problemsOf({
  document,
  node,
  type,
}: {
  document: FlowDocument;
  node: FlowNode;
  type: NodeType;
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
    // A path may end anywhere; where a node branches, a branch that leads nowhere is mostly a mistake.
    if (kind !== 'plain' || restful.has(id) || taken.has(id) || (fallback !== undefined && taken.has(fallback)))
      continue;
    add(id, 'warning', 'edge.missing', `"${label}" leads nowhere, so the path ends there: connect it to a node.`);
  }
  if (node.type === 'start' && !taken.has('next') && document.nodes.length > 1)
    add('next', 'warning', 'edge.missing', 'The start leads nowhere: connect it to a node.');
  return found;
}
