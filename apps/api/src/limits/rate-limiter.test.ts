import { describe, expect, it } from '@jest/globals';
import { RateLimiter } from './rate-limiter.ts';

describe('rate limiter', () => {
  it('lets a burst through, then so many a second, each key by itself', () => {
    let now = 0;
    const limiter = new RateLimiter({ name: 'x', limit: { burst: 2, perSecond: 4 }, clock: () => now });
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 0]);
    expect(limiter.take('a')).toBeCloseTo(0.25);
    expect(limiter.take('b')).toBe(0);
    now = 250;
    expect(limiter.take('a')).toBe(0);
    expect(limiter.take('a')).toBeGreaterThan(0);
    now = 60_000;
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 0]);
    expect(limiter.take('a')).toBeGreaterThan(0);
  });
});
