import { describe, expect, it } from '@jest/globals';
import { nextPeriod, type Period, periodFor } from './periods.ts';
import { plannedPartitions } from './planned-partitions.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const shown = (ranges: { fromMs: number; toMs: number }[]) =>
  ranges.map(({ fromMs, toMs }) => [fromMs, toMs].map((ms) => new Date(ms).toISOString().slice(0, 10)).join(' '));

describe('periods', () => {
  it.each<[Period, string, string]>([
    ['day', '2026-12-31T23:59:59.999', '2027-01-01'],
    ['day', '2026-12-31', '2027-01-01'],
    ['week', '2026-11-23', '2026-11-30'],
    ['week', '2026-11-29T12:00', '2026-11-30'],
    ['week', '2026-12-31', '2027-01-04'],
    ['month', '2028-02-29', '2028-03-01'],
    ['quarter', '2026-11-24', '2027-01-01'],
    ['quarter', '2026-03-31', '2026-04-01'],
  ])('the next %s after %s is %s', (period, from, to) => {
    expect(new Date(nextPeriod({ ms: at(from.includes('T') ? from : `${from}T00:00`), period })).toISOString()).toBe(
      `${to}T00:00:00.000Z`,
    );
  });

  it('are such that about a dozen are kept', () => {
    expect([1, 14, 15, 90, 100, 101, 365, 1_000, 1_001, undefined].map(periodFor)).toEqual([
      'day',
      'day',
      'week',
      'week',
      'week',
      'month',
      'month',
      'month',
      'quarter',
      'quarter',
    ]);
  });
});

describe('planned partitions', () => {
  const nowMs = at('2026-11-24T16:00');
  const first = { fromMs: Number.NEGATIVE_INFINITY, toMs: at('2026-12-01T00:00') };

  it('follow what is there, without a gap', () => {
    expect(shown(plannedPartitions({ existing: [first], nowMs, period: 'day' }))).toEqual([
      '2026-12-01 2026-12-02',
      '2026-12-02 2026-12-03',
    ]);
    expect(shown(plannedPartitions({ existing: [first], nowMs, period: 'week' }))).toEqual(['2026-12-01 2026-12-07']);
    expect(shown(plannedPartitions({ existing: [first], nowMs, period: 'quarter' }))).toEqual([
      '2026-12-01 2027-01-01',
      '2027-01-01 2027-04-01',
    ]);
    const later = { fromMs: first.toMs, toMs: at('2026-12-12T00:00') };
    expect(plannedPartitions({ existing: [first, later], nowMs, period: 'day' })).toEqual([]);
  });

  it('begin in the future when there are none for now: rows that have come stay where they are', () => {
    const past = { fromMs: at('2026-10-01T00:00'), toMs: at('2026-11-01T00:00') };
    for (const existing of [[], [past]])
      expect(shown(plannedPartitions({ existing, nowMs, period: 'month' }))).toEqual([
        '2026-11-25 2026-12-01',
        '2026-12-01 2027-01-01',
      ]);
    expect(shown(plannedPartitions({ existing: [], nowMs: at('2026-11-24T23:30'), period: 'day' }))[0]).toBe(
      '2026-11-26 2026-11-27',
    );
  });
});
