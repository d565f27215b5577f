import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/** How long others wait behind a lock that is waited for, at most. */
const LOCK_TIMEOUT = '100ms';
const PAUSE_MS = 400;
const LONGEST_MS = 300_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs statements in one transaction as soon as their locks are to be had at once: a lock that is waited for makes all others wait. Throws when somebody holds the table
 * for minutes.
 */
export async function withinAMoment({
  runner,
  table,
  sql,
}: {
  runner: QueryRunner;
  table: string;
  sql: string;
}): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  for (;;) {
    try {
      await runner.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'; ${sql}`);
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) throw error;
    }
    if (performance.now() > end)
      throw new Error(
        `The table ${table} is in use without a break, as by a backup: it was not changed. Start again when that has ended.`,
      );
    await sleep(PAUSE_MS);
  }
}
