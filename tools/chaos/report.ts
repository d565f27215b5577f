import type { Tally } from './tally.ts';

export interface Ran {
  name: string;
  tally: Tally;
  seconds: number;
}

/** What every mode counted and measured, as a Markdown table. */
export function tableOf(found: readonly Ran[]): string {
  const rows = found.map(rowOf);
  return ['| mode | counted | measured | violations | took |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** One mode's row of it. */
export function rowOf({ name, tally, seconds }: Ran): string {
  const counts = [...tally.counts].map(([what, count]) => `${count} ${what}`);
  const times = [...tally.samples.keys()].map((what) => {
    const at = (share: number) => `${Math.round(tally.quantile(what, share) ?? 0)}`;
    return `${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms (${tally.samples.get(what)?.length})`;
  });
  const cells = [[...counts, ...tally.notes].join(', '), times.join('; '), String(tally.violations.length)];
  return `| ${name} | ${cells.join(' | ')} | ${seconds.toFixed(0)} s |`;
}
