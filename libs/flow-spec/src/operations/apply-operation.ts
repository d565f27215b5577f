import { DOCUMENT_LIMITS } from '../document-limits.ts';
import type { FlowDocument } from '../flow-document.ts';
import { definedJson } from '../json/defined-json.ts';
import type { Operation } from '../operation.ts';
import { applyRun } from './apply-run.ts';
import { isTooLarge } from './document-bytes.ts';
import { edgeAdd, edgeReconnect, edgeRemove } from './edge-operations.ts';
import { documentReplace, flowSet, settingsSet, translationSet } from './flow-operations.ts';
import { frameAdd, frameRemove, frameSet } from './frame-operations.ts';
import { nodeAdd, nodeConvert, nodeLabel, nodeMove, nodeRemove, nodeRename, nodeSet } from './node-operations.ts';
import { moveNodes } from './move-nodes.ts';
import { noteAdd, noteRemove, noteSet } from './note-operations.ts';
import { checkTree } from '../parse-json.ts';
import { type OperationResult, refuse } from './operation-result.ts';
import { variableAdd, variableRemove, variableSet } from './variable-operations.ts';

// A document inside an operation is one level deeper.
const DEEPEST_OPERATION = DOCUMENT_LIMITS.depth + 1;

/** One change of a document: the document after it with the inverse, or a typed refusal. The document before stays as it is; what did not change is shared with it. */
export function applyOperation({
  document,
  operation,
}: {
  document: FlowDocument;
  operation: Operation;
}): OperationResult {
  const tree = checkTree({ value: operation, depth: DEEPEST_OPERATION });
  if (tree) return refuse('value.invalid', tree.message);
  const result = dispatch({ document, operation: definedJson(operation) });
  if (!result.ok || result.document === document) return result;
  if (isTooLarge({ before: document, after: result.document, operations: [operation] }))
    return refuse('limit', `The flow would have more than ${DOCUMENT_LIMITS.bytes} bytes.`);
  return result;
}

/** Several changes as one: all of them, or the first refusal with its place in the list. The inverse undoes all. */
export function applyOperations({
  document,
  operations,
}: {
  document: FlowDocument;
  operations: readonly Operation[];
}): (OperationResult & { ok: true }) | (OperationResult & { ok: false; index: number }) {
  let current = document;
  const inverses: Operation[][] = [];
  // Of what could not be made at once, the rest is not looked through again for each of them.
  let oneByOne: Operation['type'] | undefined;
  for (let index = 0; index < operations.length; index++) {
    const operation = operations[index];
    if (!operation) continue;
    const at = { document: current, operations, from: index };
    const made = moveNodes(at) ?? (operation.type === oneByOne ? undefined : applyRun(at));
    if (made) {
      current = made.document;
      for (const inverse of made.inverses) inverses.push(inverse);
      index += made.count - 1;
      continue;
    }
    oneByOne = operation.type;
    const result = applyOperation({ document: current, operation });
    if (!result.ok) return { ...result, index };
    current = result.document;
    inverses.push(result.inverse);
  }
  return { ok: true, document: current, inverse: inverses.reverse().flat() };
}

function dispatch({ document, operation }: { document: FlowDocument; operation: Operation }): OperationResult {
  switch (operation.type) {
    case 'node.add':
      return nodeAdd({ document, operation });
    case 'node.remove':
      return nodeRemove({ document, operation });
    case 'node.set':
      return nodeSet({ document, operation });
    case 'node.label':
      return nodeLabel({ document, operation });
    case 'node.move':
      return nodeMove({ document, operation });
    case 'node.rename':
      return nodeRename({ document, operation });
    case 'node.convert':
      return nodeConvert({ document, operation });
    case 'edge.add':
      return edgeAdd({ document, operation });
    case 'edge.remove':
      return edgeRemove({ document, operation });
    case 'edge.reconnect':
      return edgeReconnect({ document, operation });
    case 'variable.add':
      return variableAdd({ document, operation });
    case 'variable.set':
      return variableSet({ document, operation });
    case 'variable.remove':
      return variableRemove({ document, operation });
    case 'note.add':
      return noteAdd({ document, operation });
    case 'note.set':
      return noteSet({ document, operation });
    case 'note.remove':
      return noteRemove({ document, operation });
    case 'frame.add':
      return frameAdd({ document, operation });
    case 'frame.set':
      return frameSet({ document, operation });
    case 'frame.remove':
      return frameRemove({ document, operation });
    case 'flow.set':
      return flowSet({ document, operation });
    case 'settings.set':
      return settingsSet({ document, operation });
    case 'translation.set':
      return translationSet({ document, operation });
    case 'document.replace':
      return documentReplace({ document, operation });
    default:
      operation satisfies never;
      return refuse('value.invalid', 'This is no operation.');
  }
}
