import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

/** What refuses an edge by itself and for the nodes that there are. */
export function checkEdge({ value, path, add, hasNode }: Check & { hasNode(id: string): boolean }): void {
  if (!isRecord(value)) return add(path, 'wrong_type', 'An edge must be an object.');
  for (const end of ['from', 'to'] as const) {
    const id = value[end];
    if (typeof id !== 'string') add(`${path}.${end}`, 'wrong_type', `"${end}" must be the id of a node.`);
    else if (!hasNode(id)) add(`${path}.${end}`, 'unknown_node', `There is no node "${id}".`);
  }
  if (typeof value.port !== 'string' || value.port === '')
    add(`${path}.port`, 'wrong_type', '"port" must be the name of a port.');
}
