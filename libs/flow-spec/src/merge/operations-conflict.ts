import type { Operation } from '../operation.ts';
import { touchedUnits, type Unit } from './touched-units.ts';

/** Whether two operations that were made at the same time touch the same unit, so that the one that comes later undoes or breaks the other. */
export function operationsConflict({ first, second }: { first: Operation; second: Operation }): boolean {
  const a = touchedUnits(first);
  const b = touchedUnits(second);
  return meet(a.writes, b.writes) || meet(a.writes, b.needs) || meet(a.needs, b.writes);
}

function meet(left: Unit[], right: Unit[]): boolean {
  return left.some((one) => right.some((other) => isWithin(one, other) || isWithin(other, one)));
}

function isWithin(inner: Unit, outer: Unit): boolean {
  return outer.length <= inner.length && outer.every((step, index) => step === inner[index]);
}
