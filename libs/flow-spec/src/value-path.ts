import { isRecord } from './is-record.ts';

export type ValuePath = readonly (string | number)[];

export function valueAt(value: unknown, path: ValuePath): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current) && typeof step === 'number') current = current[step];
    else if (isRecord(current) && typeof step === 'string' && Object.hasOwn(current, step)) current = current[step];
    else return undefined;
  }
  return current;
}

/** The value with one place changed, structure shared; undefined removes it. Missing objects on the way are made; undefined when the path leads through a text or the like. */
export function withValueAt(value: unknown, path: ValuePath, next: unknown): { value: unknown } | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return { value: next };
  if (step === '__proto__') return undefined;
  if (typeof step === 'number') return withItem({ list: value, index: step, rest, next });
  if (value !== undefined && !isRecord(value)) return undefined;
  const before = value ?? {};
  if (rest.length === 0 && next === undefined) {
    const { [step]: _, ...others } = before;
    return { value: others };
  }
  const inner = withValueAt(Object.hasOwn(before, step) ? before[step] : undefined, rest, next);
  return inner ? { value: { ...before, [step]: inner.value } } : undefined;
}

function withItem({
  list,
  index,
  rest,
  next,
}: {
  list: unknown;
  index: number;
  rest: ValuePath;
  next: unknown;
}): { value: unknown } | undefined {
  const before: unknown[] | undefined = list === undefined ? [] : Array.isArray(list) ? list : undefined;
  if (!before || index < 0 || index > before.length || !Number.isInteger(index)) return undefined;
  if (rest.length === 0 && next === undefined) return { value: before.filter((_, at) => at !== index) };
  const inner = withValueAt(before[index], rest, next);
  if (!inner) return undefined;
  const after = [...before];
  after[index] = inner.value;
  return { value: after };
}
