import type { FlowNode } from '../flow-document.ts';
import { isRecord } from '../is-record.ts';
import type { Operation, OperationOf } from '../operation.ts';
import { mapTexts, renameInDocument } from '../operations/rename-node.ts';
import { renameInTemplate } from '../operations/rename-in-template.ts';
import type { Renaming } from './doubled-names.ts';
import { renameIn } from './rename-in-operation.ts';

/** Operations of one author with what they made under other names. All that leads to it follows, in the templates of that author too. */
export function renameOwn({
  operations,
  renamings,
}: {
  operations: readonly Operation[];
  renamings: readonly Renaming[];
}): Operation[] {
  return operations.map((operation, index) =>
    renamings.reduce((one, renaming) => (index < renaming.since ? one : renamed(one, renaming)), operation),
  );
}

function renamed(operation: Operation, { scope, from, to }: Renaming): Operation {
  switch (scope.kind) {
    case 'node':
      return nodeRenamed({ operation, id: from, to });
    case 'item':
      return itemRenamed({ operation, scope, from, to });
    case 'note':
      if (operation.type === 'note.add' || operation.type === 'note.set') {
        if (operation.note.id !== from) return operation;
        const note = { ...operation.note, id: to };
        return operation.type === 'note.add' ? { ...operation, note } : { ...operation, id: to, note };
      }
      return operation.type === 'note.remove' && operation.id === from ? { ...operation, id: to } : operation;
    case 'frame':
      if (operation.type === 'frame.add' || operation.type === 'frame.set') {
        if (operation.frame.id !== from) return operation;
        const frame = { ...operation.frame, id: to };
        return operation.type === 'frame.add' ? { ...operation, frame } : { ...operation, id: to, frame };
      }
      return operation.type === 'frame.remove' && operation.id === from ? { ...operation, id: to } : operation;
    default:
      return scope satisfies never;
  }
}

function nodeRenamed({ operation, id, to }: { operation: Operation; id: string; to: string }): Operation {
  const name = (one: string) => (one === id ? to : one);
  const inText = (text: string) => renameInTemplate({ text, id, to });
  const inConfig = (node: FlowNode): FlowNode => {
    const config = mapTexts(node.config, inText);
    return { ...node, id: name(node.id), ...(isRecord(config) ? { config } : {}) };
  };
  const moved = renameIn({ operation, id, to });
  switch (moved.type) {
    case 'node.add':
      return { ...moved, node: inConfig(moved.node) };
    case 'node.convert':
      return { ...moved, node: inConfig(moved.node) };
    case 'node.rename':
      return { ...moved, to: name(moved.to) };
    case 'node.set':
      return 'value' in moved ? { ...moved, value: mapTexts(moved.value, inText) } : moved;
    case 'translation.set':
      return moved.value === undefined ? moved : { ...moved, value: inText(moved.value) };
    case 'settings.set':
      if (moved.path.at(-1) === 'goto') return moved.value === id ? { ...moved, value: to } : moved;
      return isRecord(moved.value) && moved.value.goto === id
        ? { ...moved, value: { ...moved.value, goto: to } }
        : moved;
    case 'document.replace':
      return { ...moved, document: renameInDocument({ document: moved.document, id, to }) };
    default:
      return moved;
  }
}

function itemRenamed({
  operation,
  scope,
  from,
  to,
}: {
  operation: Operation;
  scope: { node: string; list: readonly (string | number)[] };
  from: string;
  to: string;
}): Operation {
  // The way out of an item is named after it.
  const port = (one: string) => (one.endsWith(`:${from}`) ? `${one.slice(0, -from.length)}${to}` : one);
  switch (operation.type) {
    case 'edge.add':
      return operation.edge.from === scope.node
        ? { ...operation, edge: { ...operation.edge, port: port(operation.edge.port) } }
        : operation;
    case 'edge.remove':
    case 'edge.reconnect':
      return operation.from === scope.node ? { ...operation, port: port(operation.port) } : operation;
    case 'node.set':
      return operation.id === scope.node ? itemSetRenamed({ operation, list: scope.list, from, to }) : operation;
    default:
      return operation;
  }
}

function itemSetRenamed({
  operation,
  list,
  from,
  to,
}: {
  operation: OperationOf<'node.set'>;
  list: readonly (string | number)[];
  from: string;
  to: string;
}): Operation {
  const { path, value } = operation;
  if (!list.every((step, index) => step === path[index])) return operation;
  const item = (one: unknown) => (isRecord(one) && one.id === from ? { ...one, id: to } : one);
  if (path.length === list.length) return Array.isArray(value) ? { ...operation, value: value.map(item) } : operation;
  return path.length === list.length + 1 && isRecord(value) ? { ...operation, value: item(value) } : operation;
}
