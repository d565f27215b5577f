import type { FlowDocument } from './flow-document.ts';
import type { Operation } from './operation.ts';

export type OperationRefusal =
  | 'node.unknown'
  | 'node.exists'
  | 'node.invalid'
  | 'path.unreachable'
  | 'edge.unknown'
  | 'edge.port_taken'
  | 'variable.unknown'
  | 'variable.exists'
  | 'variable.invalid'
  | 'note.unknown'
  | 'note.exists'
  | 'note.invalid'
  | 'value.invalid'
  | 'limit'
  | 'document.invalid';

export type OperationResult =
  | {
      ok: true;
      document: FlowDocument /** Applied in this order, they give the document before. */;
      inverse: Operation[];
    }
  | { ok: false; code: OperationRefusal; message: string };

export function refuse(code: OperationRefusal, message: string): OperationResult {
  return { ok: false, code, message };
}
