import type { HotPool } from '@patchbay/db';

export interface DatabaseHealth {
  /** Whether the database answers within a second. */
  answers(): Promise<boolean>;
}
export const DATABASE_HEALTH = Symbol('database health');

/** Asks once a second at most, however many ask for it. */
export function databaseHealth(pool: HotPool): DatabaseHealth {
  let asked = 0;
  let answer: Promise<boolean> = Promise.resolve(false);
  return {
    answers() {
      const now = performance.now();
      if (asked === 0 || now - asked > 1_000) {
        asked = now;
        answer = Promise.race([
          pool.query('SELECT 1').then(
            () => true,
            () => false,
          ),
          new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1_000).unref()),
        ]);
      }
      return answer;
    },
  };
}
