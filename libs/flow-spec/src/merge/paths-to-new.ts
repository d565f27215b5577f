import type { Operation } from '../operation.ts';
import { rebaseOperation } from './rebase-operation.ts';

/** What comes of a pair where nothing is left of mine: theirs as it reads after mine. Undefined where the pair is none of these. */
export type Ceding = (pair: { mine: Operation; theirs: Operation }) => { theirs: Operation | undefined } | undefined;

/**
 * Where both led one path on to a node that they had just added, it stays with the one that led it first. No one is asked, for both nodes are there. What I did
 * with the path afterwards goes with it.
 */
export function pathsToNew({
  mine: given,
  theirs: foreign,
}: {
  mine: readonly Operation[];
  theirs: readonly Operation[];
}): Ceding {
  const own = addedBy(given);
  const others = own.size > 0 ? addedBy(foreign) : own;
  if (others.size === 0) return () => undefined;
  const ceded = new Set<string>();
  return ({ mine, theirs }) => {
    const first = pathOf(mine);
    const second = pathOf(theirs);
    if (first === undefined || second?.to === undefined || first.key !== second.key) return undefined;
    if (first.to === undefined)
      return ceded.has(first.key) ? { theirs: rebaseOperation({ operation: theirs, over: mine }) } : undefined;
    if (!own.has(first.to) || !others.has(second.to)) return undefined;
    ceded.add(first.key);
    const { from, port, to } = second;
    return { theirs: { type: 'edge.reconnect', from, port, to } };
  };
}

function addedBy(operations: readonly Operation[]): Set<string> {
  return new Set(operations.flatMap((operation) => (operation.type === 'node.add' ? operation.node.id : [])));
}

/** The path that an operation leads somewhere; without `to` it takes it out. */
function pathOf(operation: Operation) {
  switch (operation.type) {
    case 'edge.add':
      return { ...operation.edge, key: keyOf(operation.edge) };
    case 'edge.reconnect':
      return { ...operation, key: keyOf(operation) };
    case 'edge.remove':
      return { ...operation, to: undefined, key: keyOf(operation) };
    default:
      return undefined;
  }
}

function keyOf({ from, port }: { from: string; port: string }): string {
  return JSON.stringify([from, port]);
}
