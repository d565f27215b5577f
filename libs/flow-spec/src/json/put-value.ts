import { isRecord } from '../is-record.ts';
import type { ValuePath } from '../value-path.ts';
import { withKey } from './keys-in-place.ts';

/**
 * The value with another one put at a path, structure shared; objects and lists on the way are made. `places` belongs to the last steps of the path and
 * says where among its siblings each of them comes when it is made; an index with a place is always an item put in between, without one it replaces
 * the item that is there. `made` is how many of the last steps were made: 0 when a value was replaced. Undefined when the path leads through a
 * text or the like, past the end of a list, or through `__proto__`.
 */
export function putValue({
  target,
  path,
  value,
  places = [],
}: {
  target: unknown;
  path: ValuePath;
  value: unknown;
  places?: readonly number[] | undefined;
}): { value: unknown; made: number } | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return { value, made: 0 };
  const place = places.length >= path.length ? places[places.length - path.length] : undefined;
  return typeof step === 'number'
    ? putItem({ target, step, rest, value, places, inserted: place !== undefined })
    : putKey({ target, step, rest, value, places, place });
}

interface Step<At> {
  target: unknown;
  step: At;
  rest: ValuePath;
  value: unknown;
  places: readonly number[];
}

function putKey({ target, step, rest, value, places, place }: Step<string> & { place: number | undefined }) {
  if (step === '__proto__' || (target !== undefined && !isRecord(target))) return undefined;
  const before = target ?? {};
  const child = Object.hasOwn(before, step) ? before[step] : undefined;
  const inner = putValue({ target: child, path: rest, value, places });
  if (!inner) return undefined;
  return {
    value: withKey({ target: before, key: step, value: inner.value, place }),
    made: child === undefined ? rest.length + 1 : inner.made,
  };
}

function putItem({ target, step, rest, value, places, inserted }: Step<number> & { inserted: boolean }) {
  if (target !== undefined && !Array.isArray(target)) return undefined;
  const before: unknown[] = target ?? [];
  if (!Number.isInteger(step) || step < 0 || step > before.length) return undefined;
  const added = inserted || step === before.length;
  const inner = putValue({ target: added ? undefined : before[step], path: rest, value, places });
  if (!inner) return undefined;
  return {
    value: before.toSpliced(step, added ? 0 : 1, inner.value),
    made: added ? rest.length + 1 : inner.made,
  };
}
