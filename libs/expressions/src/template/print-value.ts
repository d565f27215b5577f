import { toValue } from 'liquidjs';
import { LimitPassed } from './limit-passed.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';
import { weigh } from './weigh.ts';

/** A value as a template prints it: lists and objects as JSON, nothing as nothing, a text as it is. Throws `LimitPassed`. */
export function printValue(printed: unknown): string {
  const value: unknown = toValue(printed);
  if (typeof value === 'string') return value;
  if (value === null || value === undefined || typeof value === 'function' || typeof value === 'symbol') return '';
  if (typeof value !== 'object') return String(value);
  const most = TEMPLATE_LIMITS.outputCharacters;
  if (weigh({ value, most }) > most) throw new LimitPassed();
  return JSON.stringify(value) ?? '';
}
