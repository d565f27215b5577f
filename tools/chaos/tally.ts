import type { Violation } from './check/violation.ts';

/** What a mode counted, measured and found. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly samples = new Map<string, number[]>();
  readonly violations: Violation[] = [];
  readonly notes: string[] = [];

  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  most(name: string, value: number): void {
    this.counts.set(name, Math.max(this.counts.get(name) ?? 0, value));
  }

  sample(name: string, milliseconds: number): void {
    this.samples.set(name, [...(this.samples.get(name) ?? []), milliseconds]);
  }

  violated(...violations: readonly Violation[]): void {
    this.violations.push(...violations);
  }

  note(text: string): void {
    this.notes.push(text);
  }

  /** A quantile of a measurement; undefined where nothing was measured. */
  quantile(name: string, share: number): number | undefined {
    const sorted = [...(this.samples.get(name) ?? [])].sort((one, other) => one - other);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }
}
