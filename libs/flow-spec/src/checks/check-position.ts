import { isRecord } from '../is-record.ts';
import type { Check } from './check-context.ts';

/** What refuses a position on the canvas. */
export function checkPosition({ value, path, add }: Check): void {
  if (!isRecord(value) || !Number.isFinite(value.x) || !Number.isFinite(value.y))
    add(path, 'wrong_type', 'A position has numbers x and y.');
}
