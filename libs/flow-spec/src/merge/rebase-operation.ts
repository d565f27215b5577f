import type { Operation, OperationOf } from '../operation.ts';
import { listEditOf } from './list-edit.ts';
import { renameIn } from './rename-in-operation.ts';

/**
 * An operation as it must be to mean the same after another one that was made at the same time: names and indexes follow, what was taken away in between
 * is put back where it is set as a whole. Undefined when nothing is left of it. `wins` decides which of two items put at one index comes first.
 */
export function rebaseOperation({
  operation,
  over,
  wins = false,
}: {
  operation: Operation;
  over: Operation;
  wins?: boolean;
}): Operation | undefined {
  switch (over.type) {
    case 'node.set':
      return operation.type === 'node.set' ? overListEdit({ operation, over, wins }) : operation;
    case 'node.rename':
      return renameIn({ operation, id: over.id, to: over.to });
    case 'node.remove':
      return dependsOn(operation, over.id) ? undefined : operation;
    case 'edge.add':
      return overEdgeAdd({ operation, over });
    case 'edge.remove':
      return overEdgeRemove({ operation, over });
    case 'variable.add':
      return operation.type === 'variable.add' && operation.variable.key === over.variable.key
        ? { type: 'variable.set', key: over.variable.key, variable: operation.variable }
        : operation;
    case 'variable.set':
      return (operation.type === 'variable.set' || operation.type === 'variable.remove') && operation.key === over.key
        ? { ...operation, key: over.variable.key }
        : operation;
    case 'variable.remove':
      return overVariableRemove({ operation, over });
    case 'note.add':
      return operation.type === 'note.add' && operation.note.id === over.note.id
        ? { type: 'note.set', id: over.note.id, note: operation.note }
        : operation;
    case 'note.remove':
      return overNoteRemove({ operation, over });
    case 'frame.add':
      return operation.type === 'frame.add' && operation.frame.id === over.frame.id
        ? { type: 'frame.set', id: over.frame.id, frame: operation.frame }
        : operation;
    case 'frame.remove':
      return overFrameRemove({ operation, over });
    default:
      return operation;
  }
}

function overListEdit({
  operation,
  over,
  wins,
}: {
  operation: OperationOf<'node.set'>;
  over: OperationOf<'node.set'>;
  wins: boolean;
}): Operation | undefined {
  const edit = listEditOf(over);
  if (!edit || operation.id !== over.id) return operation;
  const at = edit.list.length;
  const index = operation.path[at];
  if (typeof index !== 'number' || !edit.list.every((step, place) => step === operation.path[place])) return operation;
  const own = listEditOf(operation);
  const inserts = own?.kind === 'insert' && own.list.length === at;
  if (edit.kind === 'remove' && index === edit.index && !inserts) return undefined;
  const moved =
    edit.kind === 'remove'
      ? index - (index > edit.index ? 1 : 0)
      : index + (index > edit.index || (index === edit.index && !(inserts && wins)) ? 1 : 0);
  return { ...operation, path: operation.path.with(at, moved) };
}

function dependsOn(operation: Operation, id: string): boolean {
  switch (operation.type) {
    case 'node.remove':
    case 'node.set':
    case 'node.label':
    case 'node.move':
    case 'node.rename':
    case 'node.convert':
      return operation.id === id;
    case 'edge.add':
      return operation.edge.from === id || operation.edge.to === id;
    case 'edge.remove':
      return operation.from === id;
    case 'edge.reconnect':
      return operation.from === id || operation.to === id;
    case 'translation.set':
      return operation.path.startsWith(`${id}.`);
    default:
      return false;
  }
}

function overEdgeAdd({
  operation,
  over,
}: {
  operation: Operation;
  over: OperationOf<'edge.add'>;
}): Operation | undefined {
  if (operation.type !== 'edge.add') return operation;
  const { from, port, to } = operation.edge;
  if (from !== over.edge.from || port !== over.edge.port) return operation;
  return to === over.edge.to ? undefined : { type: 'edge.reconnect', from, port, to };
}

function overEdgeRemove({
  operation,
  over,
}: {
  operation: Operation;
  over: OperationOf<'edge.remove'>;
}): Operation | undefined {
  if (operation.type !== 'edge.remove' && operation.type !== 'edge.reconnect') return operation;
  if (operation.from !== over.from || operation.port !== over.port) return operation;
  if (operation.type === 'edge.remove') return undefined;
  const { from, port, to } = operation;
  return { type: 'edge.add', edge: { from, port, to } };
}

function overVariableRemove({
  operation,
  over,
}: {
  operation: Operation;
  over: OperationOf<'variable.remove'>;
}): Operation | undefined {
  if (operation.type === 'variable.remove' && operation.key === over.key) return undefined;
  return operation.type === 'variable.set' && operation.key === over.key
    ? { type: 'variable.add', variable: operation.variable }
    : operation;
}

function overNoteRemove({
  operation,
  over,
}: {
  operation: Operation;
  over: OperationOf<'note.remove'>;
}): Operation | undefined {
  if (operation.type === 'note.remove' && operation.id === over.id) return undefined;
  return operation.type === 'note.set' && operation.id === over.id
    ? { type: 'note.add', note: operation.note }
    : operation;
}

function overFrameRemove({
  operation,
  over,
}: {
  operation: Operation;
  over: OperationOf<'frame.remove'>;
}): Operation | undefined {
  if (operation.type === 'frame.remove' && operation.id === over.id) return undefined;
  return operation.type === 'frame.set' && operation.id === over.id
    ? { type: 'frame.add', frame: operation.frame }
    : operation;
}
