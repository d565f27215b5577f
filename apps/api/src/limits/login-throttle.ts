import { problems } from '../platform/http/problems.ts';
import { LIMITS } from './limits.ts';

const LOGIN_LIMITS = LIMITS.signIn;

interface Counter {
  failures: number;
  until: number;
}

/** Slows down who guesses passwords. Counted in memory: a restart forgives. */
export class LoginThrottle {
  readonly #counters = new Map<string, Counter>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Throws 429 when there were too many failures. */
  check(attempt: { email: string; address: string }): void {
    const now = this.#now();
    for (const { key, limit } of keysOf(attempt)) {
      const counter = this.#counters.get(key);
      if (counter && counter.until > now && counter.failures >= limit) {
        throw problems.tooMany({
          seconds: (counter.until - now) / 1000,
          message: 'Too many attempts to sign in. Wait a little.',
        });
      }
    }
  }

  failed(attempt: { email: string; address: string }): void {
    const now = this.#now();
    if (this.#counters.size > LOGIN_LIMITS.most)
      for (const [key, counter] of this.#counters) if (counter.until <= now) this.#counters.delete(key);
    for (const { key } of keysOf(attempt)) {
      const counter = this.#counters.get(key);
      if (counter && counter.until > now) counter.failures += 1;
      else this.#counters.set(key, { failures: 1, until: now + LOGIN_LIMITS.windowMs });
    }
  }

  succeeded({ email, address }: { email: string; address: string }): void {
    this.#counters.delete(`pair ${address} ${email.toLowerCase()}`);
  }
}

function keysOf({ email, address }: { email: string; address: string }): { key: string; limit: number }[] {
  const folded = email.toLowerCase();
  return [
    { key: `pair ${address} ${folded}`, limit: LOGIN_LIMITS.pair },
    { key: `address ${address}`, limit: LOGIN_LIMITS.address },
    { key: `email ${folded}`, limit: LOGIN_LIMITS.email },
  ];
}
