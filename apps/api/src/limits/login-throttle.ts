import { createHash } from 'node:crypto';
import type { CountChange } from '@patchbay/db';
import { problems } from '../platform/http/problems.ts';
import { LIMITS } from './limits.ts';
import { networkOf } from './network-of.ts';
import type { Counting } from './shared-counts.ts';

const LOGIN_LIMITS = LIMITS.signIn;

/** Failures of one key in the window that runs, and how many there were in the one before. */
interface Counter {
  window: number;
  /** Counted here: told to the other replicas, and not told yet. */
  told: number;
  untold: number;
  /** What the others told. */
  others: number;
  before: number;
}

interface Attempt {
  email: string;
  address: string;
}

/**
 * Slows down who guesses passwords, on whichever replica: failures are counted in memory, in a window that slides, and shared in batches. A success forgives what
 * one person got wrong from one place.
 */
export class LoginThrottle implements Counting {
  readonly #counters = new Map<string, Counter>();
  readonly #keys = new Map<string, string>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts an attempt as failed until it has succeeded, so that many at once are no way past. Throws 429 when there were too many failures. */
  begin(attempt: Attempt): void {
    for (const { key, limit } of keysOf(attempt)) {
      const counter = this.#known(key);
      if (!counter) continue;
      const seconds = this.#secondsUntilBelow({ counter, limit });
      if (seconds > 0) throw problems.tooMany({ seconds, message: 'Too many attempts to sign in. Wait a little.' });
    }
    if (this.#counters.size > LOGIN_LIMITS.most)
      for (const key of [...this.#counters.keys()]) if (!this.#known(key)) this.#counters.delete(key);
    for (const { key } of keysOf(attempt)) {
      const counter = this.#known(key) ?? { window: this.#window(), told: 0, untold: 0, others: 0, before: 0 };
      counter.untold += 1;
      this.#counters.set(key, counter);
    }
  }

  succeeded(attempt: Attempt): void {
    const [pair, ...wider] = keysOf(attempt).map(({ key }) => this.#known(key));
    // Taken back where it was told, so that the others forgive it, too.
    if (pair) Object.assign(pair, { before: 0, untold: -(pair.told + pair.others) });
    for (const counter of wider) if (counter) counter.untold -= 1;
  }

  changes(): CountChange[] {
    const changes: CountChange[] = [];
    this.#keys.clear();
    for (const key of this.#counters.keys()) {
      const counter = this.#known(key);
      if (!counter || counter.untold === 0 || changes.length >= LIMITS.sharing.most) continue;
      const name = `signin:${counter.window}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`;
      changes.push({ name, amount: counter.untold, seconds: LOGIN_LIMITS.windowMs / 1_000 });
      this.#keys.set(name, key);
      counter.told += counter.untold;
      counter.untold = 0;
    }
    return changes;
  }

  heard(totals: ReadonlyMap<string, number>): void {
    for (const [name, key] of this.#keys) {
      const total = totals.get(name);
      const counter = this.#counters.get(key);
      if (total === undefined || !counter || !name.startsWith(`signin:${counter.window}:`)) continue;
      counter.others = total - counter.told;
    }
  }

  untaken(changes: readonly CountChange[]): void {
    for (const { name, amount } of changes) {
      const counter = this.#counters.get(this.#keys.get(name) ?? '');
      if (!counter || !name.startsWith(`signin:${counter.window}:`)) continue;
      counter.told -= amount;
      counter.untold += amount;
    }
  }

  #window(): number {
    return Math.floor(this.#now() / LOGIN_LIMITS.windowMs);
  }

  /** The counter of a key in the window that runs now; undefined where nothing of it counts any more. */
  #known(key: string): Counter | undefined {
    const counter = this.#counters.get(key);
    const window = this.#window();
    if (!counter || counter.window === window) return counter;
    const before = counter.window === window - 1 ? sumOf(counter) : 0;
    if (before <= 0) {
      this.#counters.delete(key);
      return undefined;
    }
    Object.assign(counter, { window, told: 0, untold: 0, others: 0, before });
    return counter;
  }

  /** The window before fades as this one goes on. */
  #secondsUntilBelow({ counter, limit }: { counter: Counter; limit: number }): number {
    const { windowMs } = LOGIN_LIMITS;
    const gone = (this.#now() % windowMs) / windowMs;
    const sum = sumOf(counter);
    if (sum + counter.before * (1 - gone) < limit) return 0;
    // Where this window alone is full, it has to end first.
    const open = sum >= limit ? 1 : 1 - (limit - sum) / counter.before;
    return Math.max(1, ((open - gone) * windowMs) / 1_000);
  }
}

function sumOf({ told, untold, others }: Counter): number {
  return told + untold + others;
}

function keysOf({ email, address }: Attempt): { key: string; limit: number }[] {
  const folded = email.toLowerCase();
  const network = networkOf(address);
  return [
    { key: `pair ${network} ${folded}`, limit: LOGIN_LIMITS.pair },
    { key: `address ${network}`, limit: LOGIN_LIMITS.address },
    { key: `email ${folded}`, limit: LOGIN_LIMITS.email },
  ];
}
