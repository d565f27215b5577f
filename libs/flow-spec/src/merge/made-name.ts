import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { isRecord } from '../is-record.ts';
import { valueAt } from '../value-path.ts';
import { listEditOf } from './list-edit.ts';

/** Where a name has to be the only one of its kind: among nodes, notes or frames, or among the items of one list of a node. */
export type NameScope =
  | { kind: 'node' | 'note' | 'frame' }
  | { kind: 'item'; node: string; list: readonly (string | number)[] };

/** A name that an operation gives to something. */
export interface MadeName {
  scope: NameScope;
  id: string;
  /** It was there before, and is put back. */
  restored: boolean;
  /** Of a node that had another name. */
  was?: string;
}

/** The name that an operation brings into the document, if it does. */
export function madeName(operation: Operation): MadeName | undefined {
  switch (operation.type) {
    // Only what puts something back says at which index.
    case 'node.add':
      return { scope: { kind: 'node' }, id: operation.node.id, restored: operation.index !== undefined };
    case 'node.rename':
      return { scope: { kind: 'node' }, id: operation.to, restored: false, was: operation.id };
    case 'note.add':
      return { scope: { kind: 'note' }, id: operation.note.id, restored: operation.index !== undefined };
    case 'frame.add':
      return { scope: { kind: 'frame' }, id: operation.frame.id, restored: operation.index !== undefined };
    case 'node.set': {
      const edit = listEditOf(operation);
      const id = isRecord(operation.value) ? operation.value.id : undefined;
      if (edit?.kind !== 'insert' || typeof id !== 'string' || operation.path.length !== edit.list.length + 1)
        return undefined;
      return { scope: { kind: 'item', node: operation.id, list: edit.list }, id, restored: false };
    }
    default:
      return undefined;
  }
}

/** The names that a document has in a scope. */
export function namesIn({ document, scope }: { document: FlowDocument; scope: NameScope }): Set<unknown> {
  switch (scope.kind) {
    case 'node':
      return new Set(document.nodes.map((node) => node.id));
    case 'note':
      return new Set(document.notes?.map((note) => note.id));
    case 'frame':
      return new Set(document.frames?.map((frame) => frame.id));
    case 'item': {
      const list = valueAt(document.nodes.find((node) => node.id === scope.node)?.config, scope.list);
      return new Set(Array.isArray(list) ? list.map((item) => (isRecord(item) ? item.id : undefined)) : []);
    }
    default:
      return scope satisfies never;
  }
}
