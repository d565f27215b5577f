import type { FlowDocument } from '../flow-document.ts';
import type { Operation, OperationOf } from '../operation.ts';

export type OperationRefusal =
  | 'node.unknown'
  | 'node.exists'
  | 'node.invalid'
  | 'path.unreachable'
  | 'edge.unknown'
  | 'edge.invalid'
  | 'edge.port_taken'
  | 'variable.unknown'
  | 'variable.exists'
  | 'variable.invalid'
  | 'note.unknown'
  | 'note.exists'
  | 'note.invalid'
  | 'frame.unknown'
  | 'frame.exists'
  | 'frame.invalid'
  | 'value.invalid'
  | 'limit'
  | 'document.invalid';

export interface Refusal {
  ok: false;
  code: OperationRefusal;
  message: string;
}

export type OperationResult =
  | {
      ok: true;
      document: FlowDocument;
      /** Applied in this order, they give the document before, to the letter. */
      inverse: Operation[];
    }
  | Refusal;

/** What the function for one type of operation is given. */
export interface Applying<Type extends Operation['type']> {
  document: FlowDocument;
  operation: OperationOf<Type>;
}

export function refuse(code: OperationRefusal, message: string): Refusal {
  return { ok: false, code, message };
}
