import type { FlowDocument } from '../flow-document.ts';
import { identicalJson } from '../json/identical-json.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { edgeEdits } from './edge-edits.ts';
import { flowEdits } from './flow-edits.ts';
import { nodeEdits } from './node-edits.ts';

// With more changes than this the whole document is the shorter account.
const MOST_OPERATIONS = 200;

/**
 * Operations that lead from one document to another of the same key, to the letter: none when they are the same, and a single `document.replace` where
 * the way is long or only the order of things has changed.
 */
export function operationsBetween({ from, to }: { from: FlowDocument; to: FlowDocument }): Operation[] {
  if (identicalJson(from, to)) return [];
  const operations = [...nodeEdits({ from, to }), ...edgeEdits({ from, to }), ...flowEdits({ from, to })];
  if (operations.length <= MOST_OPERATIONS) {
    const result = applyOperations({ document: from, operations });
    if (result.ok && identicalJson(result.document, to)) return operations;
  }
  return [{ type: 'document.replace', document: to }];
}
