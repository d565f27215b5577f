/** When a timer was to fire and when it did. Milliseconds. */
export interface FiredTimer {
  what: string;
  dueMs: number;
  firedMs: number;
}

/** Latest after its time, or after the last disturbance; a run that a dead process had begun waits for its lease as well. */
const LATE_MS = 2_000;
const TAKEOVER_MS = 5_000;
const EARLY_MS = 1_000;

/** Timers fire at their time, or soon after what kept them from it. `disturbedAtMs`: when processes died or came, and when the database was back. */
export function checkTimers({
  timers,
  disturbedAtMs,
  slowness,
}: {
  timers: readonly FiredTimer[];
  disturbedAtMs: readonly number[];
  /** How many times later they may be because the machine is busy with other things. */
  slowness: number;
}): string[] {
  return timers.flatMap(({ what, dueMs, firedMs }) => {
    if (firedMs < dueMs - EARLY_MS) return [`${what} fired ${dueMs - firedMs} ms early`];
    const disturbed = disturbedAtMs.filter((at) => at > dueMs - EARLY_MS && at < firedMs);
    const last = Math.max(dueMs, ...disturbed);
    const allowed = last + slowness * (LATE_MS + (disturbed.length > 0 ? TAKEOVER_MS : 0));
    return firedMs > allowed
      ? [`${what} fired ${firedMs - dueMs} ms late, ${firedMs - last} ms after the last disturbance`]
      : [];
  });
}
