import { availableParallelism, loadavg } from 'node:os';

const MOST = 20;

/** How many times slower than promised this machine may be now, because others work on it too: 1 where it is free. */
export function slowness(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(MOST, Math.max(1, lastMinute / availableParallelism()));
}
