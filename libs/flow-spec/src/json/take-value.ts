import { isRecord } from '../is-record.ts';
import type { ValuePath } from '../value-path.ts';
import { placeOf, withoutKey } from './keys-in-place.ts';

export interface Taken {
  value: unknown;
  taken: unknown;
  /** Where each step that went stood among its siblings, the outermost first: what `putValue` needs to bring all back. */
  places: number[];
}

/**
 * The value without the one at a path, structure shared. Of the containers around it, at most `tidy` go as well when they are left empty.
 * Undefined when nothing is there.
 */
export function takeValue({
  target,
  path,
  tidy = 0,
}: {
  target: unknown;
  path: ValuePath;
  tidy?: number | undefined;
}): Taken | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  const found = childAt({ target, step });
  if (!found) return undefined;
  if (rest.length === 0) return { value: found.without(), taken: found.child, places: [found.place] };
  const inner = takeValue({ target: found.child, path: rest, tidy });
  if (!inner) return undefined;
  const emptied = inner.places.length === rest.length && tidy >= rest.length && isEmpty(inner.value);
  return emptied
    ? { value: found.without(), taken: inner.taken, places: [found.place, ...inner.places] }
    : { ...inner, value: found.with(inner.value) };
}

function childAt({ target, step }: { target: unknown; step: string | number }) {
  if (typeof step === 'number') {
    if (!Array.isArray(target) || !Object.hasOwn(target, step)) return undefined;
    const list: unknown[] = target;
    return {
      child: list[step],
      place: step,
      without: (): unknown => list.toSpliced(step, 1),
      with: (value: unknown): unknown => list.with(step, value),
    };
  }
  if (!isRecord(target)) return undefined;
  const place = placeOf(target, step);
  const child = target[step];
  if (place === undefined || child === undefined) return undefined;
  return {
    child,
    place,
    without: (): unknown => withoutKey({ target, key: step }),
    with: (value: unknown): unknown => ({ ...target, [step]: value }),
  };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}
