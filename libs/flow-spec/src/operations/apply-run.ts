import { addNodes } from './add-nodes.ts';
import { addEdges, removeEdges } from './change-edges.ts';
import { isTooLarge } from './document-bytes.ts';
import { placeNodes } from './place-nodes.ts';
import { removeNodes } from './remove-nodes.ts';
import type { Run, RunOptions } from './run-of.ts';

/**
 * Changes of one type in a row, from a place in a list on, made at once: one after another, thousands of them would copy millions of nodes, edges and places. Undefined
 * where that is not worth it or one of them is not plain: then they are applied, or refused, one by one.
 */
export function applyRun({ document, operations, from }: RunOptions): Run | undefined {
  const run = runFor({ document, operations, from });
  if (!run) return undefined;
  const made = operations.slice(from, from + run.count);
  return isTooLarge({ before: document, after: run.document, operations: made }) ? undefined : run;
}

function runFor(options: RunOptions): Run | undefined {
  switch (options.operations[options.from]?.type) {
    case 'node.add':
      return addNodes(options);
    case 'node.remove':
      return removeNodes(options);
    case 'node.move':
      return placeNodes(options);
    case 'edge.add':
      return addEdges(options);
    case 'edge.remove':
      return removeEdges(options);
    default:
      return undefined;
  }
}
