import { isNodeId } from '../document-limits.ts';
import type { Position } from '../flow-document.ts';
import type { Operation } from '../operation.ts';
import { positionFault } from './node-operations.ts';
import { withoutPlaces } from './remove-nodes.ts';
import { type Run, runOf, type RunOptions } from './run-of.ts';

/**
 * Nodes that in a row are given back their places among the others, or lose them: what undoes and redoes the removal of many. Undefined where they are few, or one of
 * them is anything else.
 */
export function placeNodes({ document, operations, from }: RunOptions): Run | undefined {
  const moves = runOf({ type: 'node.move', operations, from });
  const { layout } = document;
  if (!layout || moves.length === 0) return undefined;
  const ids = new Set(document.nodes.map((node) => node.id));
  if (moves.some(({ id, tidy }) => tidy !== undefined || !ids.has(id))) return undefined;
  const gone = new Set(moves.map(({ id }) => id));
  if (gone.size < moves.length) return undefined;
  if (moves.every(({ position, places }) => position === undefined && places === undefined)) {
    const taken = withoutPlaces({ layout, gone });
    if (taken.inverse.length < gone.size) return undefined;
    return { document: { ...document, layout: taken.layout }, inverses: [taken.inverse], count: moves.length };
  }
  const keys = Object.keys(layout);
  const places = new Map<string, Position>(keys.map((id) => [id, Reflect.get(layout, id)]));
  const inverses: Operation[][] = [];
  for (const { id, position, places: at = [] } of moves) {
    const [place = -1] = at;
    if (!position || at.length !== 1 || !Number.isInteger(place) || place < 0) return undefined;
    if (!isNodeId(id) || places.has(id) || positionFault(position) !== undefined) return undefined;
    keys.splice(place, 0, id);
    places.set(id, position);
    inverses.push([{ type: 'node.move', id }]);
  }
  // Such keys have an order of their own.
  if (keys.some((id) => /^\d+$/.test(id))) return undefined;
  const after: Record<string, Position> = {};
  for (const id of keys) {
    const position = places.get(id);
    if (position) after[id] = position;
  }
  return { document: { ...document, layout: after }, inverses, count: moves.length };
}
