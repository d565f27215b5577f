import { formatNumber } from '@patchbay/texts';

/** Milliseconds as they are read. */
export function durationText(value: number): string {
  if (value >= 1_000) return `${formatNumber(value / 1_000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  return value >= 10
    ? `${Math.round(value)} ms`
    : `${formatNumber(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} ms`;
}
