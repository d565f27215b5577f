import type { Operation } from '../operation.ts';
import { listEditOf } from './list-edit.ts';

/** A place in a document that does not move when others are edited: `['node', id, 'config', 'text']`. One that is the beginning of another holds it. */
export type Unit = readonly (string | number)[];

export interface Touched {
  writes: Unit[];
  /** What must be as it was for the operation to make sense. */
  needs: Unit[];
}

const exists = (id: string): Unit => ['exists', id];

/** What an operation changes and what it relies on. */
export function touchedUnits(operation: Operation): Touched {
  switch (operation.type) {
    case 'node.add':
      return { writes: [exists(operation.node.id)], needs: [] };
    case 'node.remove': {
      const { id } = operation;
      return { writes: [exists(id), ['node', id], ['layout', id], ['edge', id]], needs: [] };
    }
    case 'node.rename': {
      const { id, to } = operation;
      return { writes: [exists(id), exists(to)], needs: [] };
    }
    case 'node.set': {
      const config: Unit = ['node', operation.id, 'config'];
      const edit = listEditOf(operation);
      // Two items put into a list do not hurt each other; one put into a list that is written anew does.
      if (edit?.kind === 'insert')
        return { writes: [], needs: [exists(operation.id), [...config, ...edit.list, 'between']] };
      return { writes: [[...config, ...operation.path]], needs: [exists(operation.id)] };
    }
    case 'node.label':
      return { writes: [['node', operation.id, 'label']], needs: [exists(operation.id)] };
    case 'node.convert':
      return { writes: [['node', operation.id]], needs: [exists(operation.id)] };
    case 'node.move':
      return { writes: [['layout', operation.id]], needs: [exists(operation.id)] };
    case 'edge.add':
      return edge(operation.edge);
    case 'edge.remove':
    case 'edge.reconnect':
      return edge(operation);
    case 'variable.add':
      return { writes: [['variable', operation.variable.key]], needs: [] };
    case 'variable.set':
      return {
        writes: [...new Set([operation.key, operation.variable.key])].map((key) => ['variable', key]),
        needs: [],
      };
    case 'variable.remove':
      return { writes: [['variable', operation.key]], needs: [] };
    case 'note.add':
      return { writes: [['note', operation.note.id]], needs: [] };
    case 'note.set':
    case 'note.remove':
      return { writes: [['note', operation.id]], needs: [] };
    case 'frame.add':
      return { writes: [['frame', operation.frame.id]], needs: [] };
    case 'frame.set':
    case 'frame.remove':
      return { writes: [['frame', operation.id]], needs: [] };
    case 'flow.set':
      return { writes: [['flow', operation.field]], needs: [] };
    case 'settings.set':
      return { writes: [['settings', ...operation.path]], needs: [] };
    case 'translation.set': {
      const { language, path } = operation;
      return { writes: [['translation', language, path]], needs: [exists(path.split('.')[0] ?? '')] };
    }
    case 'document.replace':
      return { writes: [[]], needs: [] };
    default:
      return operation satisfies never;
  }
}

function edge({ from, port, to }: { from: string; port: string; to?: string }): Touched {
  return { writes: [['edge', from, port]], needs: [exists(from), ...(to === undefined ? [] : [exists(to)])] };
}
