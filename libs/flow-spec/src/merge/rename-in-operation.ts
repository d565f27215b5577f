import type { Operation } from '../operation.ts';

/** An operation that was made before a node was renamed, for the document after. */
export function renameIn({ operation, id, to }: { operation: Operation; id: string; to: string }): Operation {
  const renamed = (name: string) => (name === id ? to : name);
  switch (operation.type) {
    case 'node.remove':
    case 'node.set':
    case 'node.label':
    case 'node.move':
    case 'node.rename':
      return operation.id === id ? { ...operation, id: to } : operation;
    case 'node.convert':
      return operation.id === id ? { ...operation, id: to, node: { ...operation.node, id: to } } : operation;
    case 'edge.add': {
      const { edge } = operation;
      return { ...operation, edge: { ...edge, from: renamed(edge.from), to: renamed(edge.to) } };
    }
    case 'edge.remove':
      return { ...operation, from: renamed(operation.from) };
    case 'edge.reconnect':
      return { ...operation, from: renamed(operation.from), to: renamed(operation.to) };
    case 'translation.set':
      return operation.path.startsWith(`${id}.`)
        ? { ...operation, path: `${to}${operation.path.slice(id.length)}` }
        : operation;
    default:
      return operation;
  }
}
