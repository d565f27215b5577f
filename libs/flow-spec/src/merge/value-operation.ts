import type { FlowDocument } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { valueAt } from '../value-path.ts';
import { listEditOf } from './list-edit.ts';

/** An operation that gives one field one value. */
export interface ValueOperation {
  /** Names the field; two operations of the same unit set the same one. */
  unit: string;
  /** Undefined where it takes the field away. */
  value: unknown;
  /** The same with another value. */
  withValue(value: unknown): Operation;
  /** What the field holds in a document; undefined where there is none. */
  read(document: FlowDocument): unknown;
  /** Keys of the value that nobody wants to be asked about: places on the canvas. */
  quiet?: readonly string[];
}

/** An operation as the setting of one field, where it is one: two of them can be put together when it is known what was there before. */
export function valueOperation(operation: Operation): ValueOperation | undefined {
  switch (operation.type) {
    case 'node.set': {
      if (listEditOf(operation)) return undefined;
      const { value: _, ...rest } = operation;
      return {
        unit: unit('node', operation.id, ...operation.path),
        value: operation.value,
        withValue: (value) => (value === undefined ? rest : { ...rest, value }),
        read: (document) => valueAt(nodeOf(document, operation.id)?.config, operation.path),
      };
    }
    case 'node.label': {
      const { label: _, ...rest } = operation;
      return {
        unit: unit('label', operation.id),
        value: operation.label,
        withValue: (value) => (typeof value === 'string' ? { ...rest, label: value } : rest),
        read: (document) => nodeOf(document, operation.id)?.label,
      };
    }
    case 'flow.set': {
      const { value: _, ...rest } = operation;
      return {
        unit: unit('flow', operation.field),
        value: operation.value,
        withValue: (value) => (typeof value === 'string' ? { ...rest, value } : rest),
        read: (document) => document[operation.field],
      };
    }
    case 'settings.set': {
      const { value: _, ...rest } = operation;
      return {
        unit: unit('settings', ...operation.path),
        value: operation.value,
        withValue: (value) => (value === undefined ? rest : { ...rest, value }),
        read: (document) => valueAt(document.settings, operation.path),
      };
    }
    case 'translation.set': {
      const { value: _, ...rest } = operation;
      return {
        unit: unit('translation', operation.language, operation.path),
        value: operation.value,
        withValue: (value) => (typeof value === 'string' ? { ...rest, value } : rest),
        read: (document) => valueAt(document.translations, [operation.language, operation.path]),
      };
    }
    case 'variable.set':
      return whole('variable', operation.key, operation.variable, (variable) => ({ ...operation, variable }), {
        read: (document) => document.variables?.find((one) => one.key === operation.key),
      });
    case 'note.set':
      return whole('note', operation.id, operation.note, (note) => ({ ...operation, note }), {
        read: (document) => document.notes?.find((one) => one.id === operation.id),
      });
    case 'frame.set':
      return whole('frame', operation.id, operation.frame, (frame) => ({ ...operation, frame }), {
        read: (document) => document.frames?.find((one) => one.id === operation.id),
      });
    default:
      return undefined;
  }
}

const PLACE = ['x', 'y', 'width', 'height'];

// Objects merge key by key: of two of one shape comes one of that shape.
function whole<Part extends object>(
  kind: string,
  id: string,
  part: Part,
  make: (part: Part) => Operation,
  { read }: Pick<ValueOperation, 'read'>,
): ValueOperation {
  return { unit: unit(kind, id), value: part, withValue: (value) => make(value as Part), read, quiet: PLACE };
}

function unit(...steps: (string | number)[]): string {
  return JSON.stringify(steps);
}

function nodeOf(document: FlowDocument, id: string) {
  return document.nodes.find((node) => node.id === id);
}
