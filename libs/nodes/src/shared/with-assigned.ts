import type { JsonObject, JsonValue } from '@patchbay/node-kit';
import { isRecord } from './read-config.ts';

/** Variables with one dotted place changed, structure shared; undefined removes it. What stands in the way and is no object is replaced by one. */
export function withAssigned({
  vars,
  path,
  value,
}: {
  vars: JsonObject;
  path: string;
  value: JsonValue | undefined;
}): JsonObject {
  const [step = '', ...rest] = path.split('.');
  if (step === '__proto__' || step === 'constructor' || step === 'prototype') return vars;
  if (rest.length === 0) {
    if (value !== undefined) return { ...vars, [step]: value };
    const { [step]: _, ...others } = vars;
    return others;
  }
  const inner = Object.hasOwn(vars, step) ? vars[step] : undefined;
  const before: JsonObject = isObject(inner) ? inner : {};
  return { ...vars, [step]: withAssigned({ vars: before, path: rest.join('.'), value }) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return isRecord(value);
}
