import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseDown } from '../http/is-database-down.ts';

const PAUSE_MS = 250;
/** As long as a turn's commit is tried for: a node that only reads is to fail no sooner. Milliseconds. */
const MOST_MS = 60_000;

/** Reads from the database, again while it is away: a node in the midst of a turn does not fail because a connection was cut. For reads alone. */
export async function throughOutage<Value>(read: () => Promise<Value>): Promise<Value> {
  const end = performance.now() + MOST_MS;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isDatabaseDown(error) || performance.now() > end) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
