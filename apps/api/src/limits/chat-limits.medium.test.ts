import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hotPool, SharedCountStore } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { ChatApp, testFlow } from '../testing/chat-app.ts';
import { startTestApp } from '../testing/start-test-app.ts';
import { ChatLimits } from './chat-limits.ts';
import { LIMITS } from './limits.ts';
import type { RateLimit } from './rate-limiter.ts';
import { SharedCounts } from './shared-counts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const quiet = { warn: () => undefined } as never;
function replica(workspaceOf: (bot: string) => string = () => 'w') {
  const counts = new SharedCounts({ store: new SharedCountStore(hotPool(database.dataSource)), log: quiet });
  const limits = new ChatLimits({ on: true, counts, workspaceOf: (bot) => Promise.resolve(workspaceOf(bot)) });
  return { counts, limits };
}
const began = performance.now();
const seconds = () => (performance.now() - began) / 1_000;
/** How many calls are let in before the first refusal, at most `most`. */
async function letIn(most: number, call: (index: number) => Promise<void>): Promise<number> {
  for (let index = 0; index < most; index++) {
    try {
      await call(index);
    } catch (error) {
      expect(error).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
      return index;
    }
  }
  return most;
}

test('by conversation, by network address, by bot, by workspace: each has a limit of its own', async () => {
  const { rates } = LIMITS;
  const near = (count: number, { burst, perSecond }: RateLimit) => {
    expect(count).toBeGreaterThanOrEqual(burst);
    expect(count).toBeLessThan(burst * 1.1 + perSecond * seconds());
  };
  const turns = (of: (index: number) => { ip: string; bot: string; conversationId: string }, most: number) => {
    const { limits } = replica((bot) => (bot.startsWith('big') ? 'big' : bot));
    return letIn(most, (index) => limits.turn(of(index)));
  };
  near(
    await turns((index) => ({ ip: `${index}`, bot: 'one', conversationId: 'same' }), 1_000),
    rates.turnsByConversation,
  );
  near(
    await turns((index) => ({ ip: 'same', bot: `${index}`, conversationId: `${index}` }), 5_000),
    rates.turnsByAddress,
  );
  near(await turns((index) => ({ ip: `${index}`, bot: 'same', conversationId: `${index}` }), 20_000), rates.turnsByBot);
  near(
    await turns((index) => ({ ip: `${index}`, bot: `big${index}`, conversationId: `${index}` }), 40_000),
    rates.turnsByWorkspace,
  );
  const { limits } = replica();
  near(await letIn(2_000, (index) => limits.opening({ ip: 'same', bot: `${index}` })), rates.opensByAddress);
});

test('replicas share what they counted: together they let in little more than one alone, and who asks little is not written down', async () => {
  const one = replica();
  const two = replica();
  const call = { ip: 'shared', bot: 'shared', conversationId: 'shared' };
  const rows = async () =>
    Number(
      (await database.dataSource.query("SELECT count(*) FROM shared_count WHERE name LIKE 'rate:turnsByConv%'"))[0]
        .count,
    );
  const before = await rows();
  await one.limits.turn(call);
  await one.counts.round();
  expect(await rows()).toBe(before);
  const { burst, perSecond } = LIMITS.rates.turnsByConversation;
  const begun = seconds();
  let total = 1;
  for (let round = 0; round < 40; round++) {
    for (const { limits } of [one, two]) total += await letIn(5, () => limits.turn(call));
    await one.counts.round();
    await two.counts.round();
  }
  // Each alone would have let in its whole burst.
  expect(total).toBeGreaterThanOrEqual(burst);
  expect(total).toBeLessThan(burst * 1.5 + 2 * perSecond * (seconds() - begun));
  expect(await rows()).toBe(before + 1);
  const names = await database.dataSource.query('SELECT name FROM shared_count');
  expect(JSON.stringify(names)).not.toContain('shared');
});

test('counts that could not be told are told later', async () => {
  const store = new SharedCountStore(hotPool(database.dataSource));
  let down = true;
  const counts = new SharedCounts({
    store: {
      add: (changes: Parameters<SharedCountStore['add']>[0]) =>
        down ? Promise.reject(new Error('down')) : store.add(changes),
      removeExpired: () => store.removeExpired(),
    } as SharedCountStore,
    log: quiet,
  });
  const limits = new ChatLimits({ on: true, counts, workspaceOf: () => Promise.resolve('late') });
  const taken = await letIn(500, () => limits.turn({ ip: 'late', bot: 'late', conversationId: 'late' }));
  const sum = async () => {
    const [row] = await database.dataSource.query(
      "SELECT coalesce(sum(amount), 0)::int AS sum FROM shared_count WHERE name LIKE 'rate:turnsByConv%'",
    );
    return row.sum;
  };
  const before = await sum();
  await expect(counts.round()).rejects.toThrow('down');
  expect(await sum()).toBe(before);
  down = false;
  await counts.round();
  expect(await sum()).toBe(before + taken);
});

async function failures(
  variables: Record<string, string>,
  forwarded: (index: number) => string | undefined,
): Promise<number[]> {
  const app = await startTestApp({ variables });
  try {
    const statuses: number[] = [];
    for (let index = 0; index < LIMITS.signIn.pair + 2; index++) {
      const header = forwarded(index);
      const response = await fetch(`${app.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(header ? { 'x-forwarded-for': header } : {}) },
        body: JSON.stringify({ email: 'nobody@example.com', password: 'wrong' }),
      });
      statuses.push(response.status);
    }
    return statuses;
  } finally {
    await app.stop();
  }
}

test('a forwarded address is believed of as many proxies as are trusted, and of nobody else', async () => {
  const throttled = [...Array.from({ length: LIMITS.signIn.pair }, () => 401), 429, 429];
  const never = throttled.map(() => 401);
  expect(await failures({}, (index) => `10.0.0.${index}`)).toEqual(throttled);
  // The one trusted proxy adds the last; what stands before it the caller wrote.
  const one = { PATCHBAY_TRUSTED_PROXIES: '1' };
  expect(await failures(one, (index) => `1.2.3.${index}, 198.51.100.7`)).toEqual(throttled);
  expect(await failures(one, (index) => `198.51.100.7, 1.2.3.${index}`)).toEqual(never);
  expect(
    await failures({ PATCHBAY_TRUSTED_PROXIES: '2' }, (index) => `9.9.9.${index}, 198.51.100.7, 10.1.1.1`),
  ).toEqual(throttled);
});

test('over HTTP: too many openings from one address are 429 with Retry-After, and a message that is too long is refused', async () => {
  const app = await ChatApp.start({ variables: { PATCHBAY_RATE_LIMITS: 'on' } });
  try {
    const address = await app.publish(
      testFlow('bot', [{ id: 'q', type: 'question', config: { text: '?', saveAs: 'x' } }]),
    );
    const conversation = await app.open(address);
    const long = await conversation.say('x'.repeat(16_001));
    expect([long.status, long.body.issues[0]?.path]).toEqual([422, 'text']);
    const statuses: number[] = [];
    for (let round = 0; round < 40 && !statuses.includes(429); round++)
      statuses.push(
        ...(await Promise.all(
          Array.from({ length: 40 }, async () => {
            const opened = await app.fetch('/api/chat/none/conversations', { body: {} });
            if (opened.status === 429) expect(Number(opened.headers.get('retry-after'))).toBeGreaterThan(0);
            return opened.status;
          }),
        )),
      );
    expect(statuses).toContain(429);
  } finally {
    await app.stop();
  }
});
