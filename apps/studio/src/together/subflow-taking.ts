import type { Operation } from '@patchbay/flow-spec';

/** The name of the subflow into which these operations moved a node: what led to it leads to a new call, and then it is gone. Undefined where it was deleted, or stays. */
export function subflowTaking({
  operations,
  id,
}: {
  operations: readonly Operation[];
  id: string;
}): string | undefined {
  const gone = operations.findIndex((one) => one.type === 'node.remove' && one.id === id);
  const before = operations.slice(0, Math.max(0, gone));
  const led = before.findLast(({ type }) => type !== 'node.remove');
  if (led?.type !== 'edge.reconnect') return undefined;
  const call = before.findLast((one) => one.type === 'node.add' && one.node.id === led.to);
  if (call?.type !== 'node.add' || call.node.type !== 'subflow') return undefined;
  return call.node.label ?? call.node.id;
}
