import { LimitPassed } from '../template/limit-passed.ts';

/** Takes `__proto__` out of parsed JSON, in place: copied by an assignment it would set a prototype. Throws `LimitPassed` when it is nested too deep. */
export function plainData({ value, deepest }: { value: unknown; deepest: number }): unknown {
  let level = isHolder(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) throw new LimitPassed('The JSON is nested too deep.');
    const next: object[] = [];
    for (const holder of level) {
      if (!Array.isArray(holder) && Object.hasOwn(holder, '__proto__')) Reflect.deleteProperty(holder, '__proto__');
      for (const inner of Object.values(holder)) if (isHolder(inner)) next.push(inner);
    }
    level = next;
  }
  return value;
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
