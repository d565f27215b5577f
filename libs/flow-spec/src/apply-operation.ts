import { DOCUMENT_LIMITS } from './document-limits.ts';
import { edgeAdd, edgeReconnect, edgeRemove } from './edge-operations.ts';
import type { FlowDocument } from './flow-document.ts';
import { nodeAdd, nodeConvert, nodeLabel, nodeMove, nodeRemove, nodeRename, nodeSet } from './node-operations.ts';
import type { Operation } from './operation.ts';
import { type OperationResult, refuse } from './operation-result.ts';
import {
  flowSet,
  noteAdd,
  noteRemove,
  noteSet,
  settingsSet,
  translationSet,
  variableAdd,
  variableRemove,
  variableSet,
} from './other-operations.ts';
import { parseFlowDocument } from './parse-flow-document.ts';

export interface Applying<One extends Operation> {
  document: FlowDocument;
  operation: One;
}

/** One change of a document: the document after it with the inverse, or a typed refusal that leaves everything as it was. Structure is shared with the document before. */
export function applyOperation({
  document,
  operation,
}: {
  document: FlowDocument;
  operation: Operation;
}): OperationResult {
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
    case 'flow.set':
      return flowSet({ document, operation });
    case 'settings.set':
      return settingsSet({ document, operation });
    case 'translation.set':
      return translationSet({ document, operation });
    case 'document.replace':
      return documentReplace({ document, operation });
    default:
      return operation satisfies never;
  }
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
  const inverse: Operation[] = [];
  for (const [index, operation] of operations.entries()) {
    const result = applyOperation({ document: current, operation });
    if (!result.ok) return { ...result, index };
    current = result.document;
    inverse.unshift(...result.inverse);
  }
  return { ok: true, document: current, inverse };
}

function documentReplace({
  document,
  operation,
}: Applying<Extract<Operation, { type: 'document.replace' }>>): OperationResult {
  const parsed = parseFlowDocument(operation.document);
  if (!parsed.ok) return refuse('document.invalid', parsed.issues[0]?.message ?? 'This is no flow document.');
  if (parsed.value.key !== document.key) return refuse('document.invalid', 'The key of a flow does not change.');
  if (parsed.value.nodes.length > DOCUMENT_LIMITS.nodes) return refuse('limit', 'The flow has too many nodes.');
  return { ok: true, document: parsed.value, inverse: [{ type: 'document.replace', document }] };
}
