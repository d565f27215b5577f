import { putValue } from '../json/put-value.ts';
import { takeValue } from '../json/take-value.ts';
import { type ValuePath, valueAt } from '../value-path.ts';

/** What undoes a change at the path that it was made at: a value put back, or, without one, a value taken out. */
export interface Undo {
  value?: unknown;
  places?: number[];
  tidy?: number;
}

/**
 * A part of a document with one place in it set, or emptied without a value: see `putValue` and `takeValue`. Without `undo` nothing was there to take out
 * and the part is the same. Undefined when the path leads nowhere. The caller answers for what may stand at the path.
 */
export function setAt<Target extends object>({
  target,
  path,
  value,
  places,
  tidy,
}: {
  target: Target;
  path: ValuePath;
  value: unknown;
  places?: readonly number[] | undefined;
  tidy?: number | undefined;
}): { target: Target; undo?: Undo } | undefined {
  if (value === undefined) {
    const taken = takeValue({ target, path, tidy });
    // What the caller may take out is optional in its type.
    return taken ? { target: taken.value as Target, undo: { value: taken.taken, places: taken.places } } : { target };
  }
  const put = putValue({ target, path, value, places });
  if (!put) return undefined;
  const undo = put.made === 0 ? { value: valueAt(target, path) } : put.made === 1 ? {} : { tidy: put.made - 1 };
  // What the caller puts in was checked against its type.
  return { target: put.value as Target, undo };
}
