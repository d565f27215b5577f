const FIRST_MS = 500;
const MOST_MS = 15_000;

/**
 * How long to wait before the next try, in milliseconds: twice as long each time, at most 15 s, of which the second half is chance, so that those who
 * lost the same server do not come back together. What the server asked for is the least, with as much chance again up to 15 s.
 */
export function retryDelay(options: {
  /** Tries that failed one after another before this one. */
  attempt: number;
  /** From 0 to 1. */
  random: number;
  /** What the server said in `Retry-After`, or in `retry:` of a stream that it ended. */
  askedMs?: number | undefined;
}): number {
  const { attempt, random, askedMs = 0 } = options;
  const most = Math.min(MOST_MS, Math.max(FIRST_MS * 2 ** Math.min(attempt, 10), askedMs));
  return Math.max(most / 2, askedMs) + random * (most / 2);
}
