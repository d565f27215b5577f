import type { Measured } from './measure.ts';
import { median } from './median.ts';

/** What was measured of one subject at one number of conversations: all rounds, each beside the others of its round. */
export interface Row {
  flow: string;
  conversations: number;
  rounds: Measured[];
}

export type Figure = (one: Measured) => number;

export function figure(row: Row, of: Figure): number {
  return median(row.rounds.map(of));
}

/** The median of what both rows say of the same round. */
export function compared({
  row,
  other,
  by,
}: {
  row: Row;
  other: Row;
  by: (one: Measured, two: Measured) => number;
}): number {
  const both = row.rounds.flatMap((one, index) => {
    const two = other.rounds[index];
    return two ? [by(one, two)] : [];
  });
  return median(both);
}

export const rowsHeader =
  'flow            at once   turns/s   of floor     p50     p95     p99   CPU ms/turn: api  workers  postgres   first part';

export function rowLine({ row, floor }: { row: Row; floor: Row | undefined }): string {
  const ms = (of: Figure) => figure(row, of).toFixed(1).padStart(8);
  const rate = figure(row, (one) => one.turnsPerSecond);
  const ofFloor = floor && compared({ row, other: floor, by: (one, two) => one.turnsPerSecond / two.turnsPerSecond });
  const share = ofFloor === undefined ? '' : `${Math.round(ofFloor * 100)} %`;
  const cpu = (['api', 'workers', 'postgres'] as const)
    .map((part) =>
      figure(row, (one) => one.cpu[part])
        .toFixed(2)
        .padStart(9),
    )
    .join('');
  const first = row.rounds.some((one) => one.firstPartP50 !== undefined)
    ? `${figure(row, (one) => one.firstPartP50 ?? 0).toFixed(1)} ms`
    : '';
  const bad = row.rounds.find((one) => one.failures > 0);
  const failed = bad ? `   ${bad.failures} FAILED: ${bad.firstFailure}` : '';
  const times = `${ms((one) => one.p50)}${ms((one) => one.p95)}${ms((one) => one.p99)}`;
  return `${row.flow.padEnd(16)}${String(row.conversations).padStart(7)}${rate.toFixed(0).padStart(10)}${share.padStart(11)}${times}       ${cpu}   ${first.padStart(10)}${failed}`.trimEnd();
}
