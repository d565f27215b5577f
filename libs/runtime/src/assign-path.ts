import type { JsonObject, JsonValue } from '@patchbay/node-kit';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Sets one dotted place of an object in place; undefined removes it. What stands in the way and is no object is replaced by one. */
export function assignPath({
  target,
  path,
  value,
}: {
  target: JsonObject;
  path: string;
  value: JsonValue | undefined;
}): void {
  const steps = path.split('.');
  if (steps.some((step) => forbidden.has(step))) return;
  const last = steps.pop();
  if (last === undefined) return;
  let current = target;
  for (const step of steps) {
    const inner = Object.hasOwn(current, step) ? current[step] : undefined;
    // Copied on the way: the value may be shared with what a node gave or with a default.
    const next: JsonObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? { ...inner } : {};
    current[step] = next;
    current = next;
  }
  if (value === undefined) delete current[last];
  else current[last] = value;
}

/** The value at a dotted path, own properties only; undefined where there is none. */
export function valueAtPath({ source, path }: { source: JsonObject; path: string }): JsonValue | undefined {
  let current: JsonValue | undefined = source;
  for (const step of path.split('.')) {
    if (typeof current !== 'object' || current === null || Array.isArray(current) || !Object.hasOwn(current, step))
      return undefined;
    current = current[step];
  }
  return current;
}
