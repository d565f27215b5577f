import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hotPool, SharedCountStore } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { LIMITS } from './limits.ts';
import { LoginThrottle } from './login-throttle.ts';
import { SharedCounts } from './shared-counts.ts';

const { pair, address, email, windowMs } = LIMITS.signIn;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

let now = 1_000 * windowMs;
function replica() {
  const throttle = new LoginThrottle(() => now);
  const counts = new SharedCounts({
    store: new SharedCountStore(hotPool(database.dataSource)),
    log: { warn: () => undefined } as never,
  });
  counts.add(throttle);
  return { throttle, round: () => counts.round() };
}

type Attempt = Parameters<LoginThrottle['begin']>[0];
/** How many of so many attempts are let in. */
function letIn(throttle: LoginThrottle, attempts: Attempt[]): number {
  return attempts.filter((attempt) => {
    try {
      throttle.begin(attempt);
      return true;
    } catch (error) {
      expect(error).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } });
      return false;
    }
  }).length;
}
const times = (count: number, attempt: (index: number) => Attempt) =>
  Array.from({ length: count }, (_, index) => attempt(index));

describe('sign-in throttle', () => {
  it('counts by person and place, by place, and by person, also where all try at once', () => {
    const { throttle } = replica();
    expect(
      letIn(
        throttle,
        times(20, () => ({ email: 'A@x', address: '1' })),
      ),
    ).toBe(pair);
    expect(
      letIn(
        throttle,
        times(2, () => ({ email: 'a@X', address: '1' })),
      ),
    ).toBe(0);
    expect(
      letIn(
        throttle,
        times(100, (index) => ({ email: `${index}@x`, address: '1' })),
      ),
    ).toBe(address - pair);
    expect(
      letIn(
        throttle,
        times(200, (index) => ({ email: 'b@x', address: `b${index}` })),
      ),
    ).toBe(email);
  });

  it('forgives with time, a little more each minute, and what one person got wrong before they got it right', () => {
    const { throttle } = replica();
    const attempt = { email: 'slow@x', address: '2' };
    expect(
      letIn(
        throttle,
        times(20, () => attempt),
      ),
    ).toBe(pair);
    now += windowMs / 2;
    expect(letIn(throttle, [attempt])).toBe(0);
    now += windowMs;
    const later = letIn(
      throttle,
      times(20, () => attempt),
    );
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(pair);
    now += 3 * windowMs;
    expect(
      letIn(
        throttle,
        times(pair - 1, () => attempt),
      ),
    ).toBe(pair - 1);
    throttle.succeeded(attempt);
    expect(
      letIn(
        throttle,
        times(20, () => attempt),
      ),
    ).toBe(pair);
  });

  it('holds over replicas: what one counted, the others know after their first failure', async () => {
    const replicas = [replica(), replica(), replica()];
    const attempt = { email: 'everywhere@x', address: '3' };
    let guessed = 0;
    for (let round = 0; round < 20; round++)
      for (const { throttle, round: share } of replicas) {
        guessed += letIn(throttle, [attempt]);
        await share();
      }
    expect(guessed).toBeGreaterThanOrEqual(pair);
    // One more for each of the others, which did not know yet.
    expect(guessed).toBeLessThanOrEqual(pair + replicas.length);
    const fresh = replica();
    expect(letIn(fresh.throttle, [attempt])).toBe(1);
    await fresh.round();
    expect(
      letIn(
        fresh.throttle,
        times(5, () => attempt),
      ),
    ).toBe(0);
    const names = await database.dataSource.query("SELECT name FROM shared_count WHERE name LIKE 'signin:%'");
    expect(names.length).toBeGreaterThan(0);
    expect(JSON.stringify(names)).not.toContain('everywhere');
  });

  it('what is forgiven on one replica is forgiven on the others', async () => {
    const [one, two] = [replica(), replica()];
    const attempt = { email: 'forgiven@x', address: '4' };
    letIn(
      one.throttle,
      times(pair - 2, () => attempt),
    );
    await one.round();
    letIn(two.throttle, [attempt]);
    await two.round();
    letIn(one.throttle, [attempt]);
    one.throttle.succeeded(attempt);
    await one.round();
    await two.round();
    letIn(two.throttle, [attempt]);
    await two.round();
    expect(
      letIn(
        two.throttle,
        times(pair - 2, () => attempt),
      ),
    ).toBe(pair - 2);
  });

  it('a database that is away costs nothing but the sharing', async () => {
    const throttle = new LoginThrottle(() => now);
    const attempt = { email: 'away@x', address: '5' };
    letIn(
      throttle,
      times(3, () => attempt),
    );
    const taken = throttle.changes();
    expect(taken.map(({ amount }) => amount)).toEqual([3, 3, 3]);
    throttle.untaken(taken);
    expect(throttle.changes().map(({ amount }) => amount)).toEqual([3, 3, 3]);
    expect(
      letIn(
        throttle,
        times(20, () => attempt),
      ),
    ).toBe(pair - 3);
  });
});
