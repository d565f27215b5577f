import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { hotPool, SharedCountStore } from '@patchbay/db';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { ChatApp, exampleFlow, type TestConversation, type TestStream, testFlow } from '../testing/chat-app.ts';
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
  /** A turn whose token is right. */
  const turn = (call: Parameters<ChatLimits['turn']>[0]) => limits.turn(call)(workspaceOf(call.bot));
  return { counts, limits, turn };
}
const began = performance.now();
const seconds = () => (performance.now() - began) / 1_000;
/** How many calls are let in before the first refusal, at most `most`. */
async function letIn(most: number, call: (index: number) => unknown): Promise<number> {
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
    const { turn } = replica((bot) => (bot.startsWith('big') ? 'big' : bot));
    return letIn(most, (index) => turn(of(index)));
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

test('a turn whose token was not found right is counted for its address alone', async () => {
  const { limits, turn } = replica();
  const { burst, perSecond } = LIMITS.rates.turnsByAddress;
  const call = { bot: 'named', conversationId: 'named' };
  const begun = seconds();
  const tried = await letIn(5_000, () => limits.turn({ ip: 'intruder', ...call }));
  expect(tried).toBeGreaterThanOrEqual(burst);
  expect(tried).toBeLessThan(burst * 1.1 + perSecond * (seconds() - begun));
  const own = LIMITS.rates.turnsByConversation.burst;
  expect(await letIn(own, (index) => turn({ ip: `own ${index}`, ...call }))).toBe(own);
});

test('who has a network of IPv6 addresses has one limit for all of it', async () => {
  const { limits } = replica();
  const { burst, perSecond } = LIMITS.rates.opensByAddress;
  const begun = seconds();
  const inOne = await letIn(2_000, (index) =>
    limits.opening({ ip: `2001:db8:0:1::${index.toString(16)}`, bot: `${index}` }),
  );
  expect(inOne).toBeLessThan(burst * 1.1 + perSecond * (seconds() - begun));
  await limits.opening({ ip: '2001:db8:0:2::1', bot: 'other' });
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
  one.turn(call);
  await one.counts.round();
  expect(await rows()).toBe(before);
  const { burst, perSecond } = LIMITS.rates.turnsByConversation;
  const begun = seconds();
  let total = 1;
  for (let round = 0; round < 40; round++) {
    for (const { turn } of [one, two]) total += await letIn(5, () => turn(call));
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
  const taken = await letIn(500, () => limits.turn({ ip: 'late', bot: 'late', conversationId: 'late' })('late'));
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

test('an invented token spends nothing of the conversation that it names, its bot and its workspace; only of its own address', async () => {
  const app = await ChatApp.start({ variables: { PATCHBAY_RATE_LIMITS: 'on', PATCHBAY_TRUSTED_PROXIES: '1' } });
  try {
    const address = await app.publish(exampleFlow('echo'));
    const conversation = await app.open(address, { headers: { 'x-forwarded-for': '192.0.2.1' } });
    const wrong = `${conversation.token.slice(0, -4)}${conversation.token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    const from = (index: number) => ({ headers: { 'x-forwarded-for': `198.51.100.${index % 200}` } });
    const most = 2 * Math.max(LIMITS.rates.turnsByConversation.burst, LIMITS.rates.readsByConversation.burst);
    for (let index = 0; index < most; index += 20) {
      const refused = await Promise.all(
        Array.from({ length: 20 }, (_, each) =>
          each % 2 === 0
            ? conversation.say('x', { token: wrong, ...from(index + each) })
            : conversation.call('/events', { token: wrong, ...from(index + each) }),
        ),
      );
      expect(new Set(refused.map((response) => response.status))).toEqual(new Set([401]));
    }
    const own = { headers: { 'x-forwarded-for': '192.0.2.1' } };
    expect((await conversation.say('still heard', own)).status).toBe(200);
    expect((await conversation.call('/events', own)).status).toBe(200);
    // Who invents tokens is refused by address, before anything is looked up.
  } finally {
    await app.stop();
  }
});

test('a conversation is read so often and no more, and followed by so many streams; one address follows so many', async () => {
  const app = await ChatApp.start({ variables: { PATCHBAY_RATE_LIMITS: 'on', PATCHBAY_TRUSTED_PROXIES: '1' } });
  const streams: TestStream[] = [];
  try {
    const address = await app.publish(exampleFlow('echo'));
    const from = (ip: string) => ({ headers: { 'x-forwarded-for': ip } });
    const conversation = await app.open(address, from('192.0.2.1'));
    const { streamsByConversation, streamsByAddress } = LIMITS.atOnce;
    const follow = async (of: TestConversation, ip: string) => {
      const stream = await of.stream('/events', from(ip));
      streams.push(stream);
      return stream.status;
    };
    for (let index = 0; index < streamsByConversation; index++)
      expect(await follow(conversation, `192.0.2.${index}`)).toBe(200);
    expect(await follow(conversation, '192.0.2.99')).toBe(429);
    // A place is free again when its stream has ended.
    streams[0]!.close();
    let status = 429;
    for (let round = 0; round < 100 && status === 429; round++) status = await follow(conversation, '192.0.2.99');
    expect(status).toBe(200);
    for (let open = 0; open < streamsByAddress; ) {
      const other = await app.open(address, from('198.51.100.1'));
      for (let each = 0; each < streamsByConversation && open < streamsByAddress; each++, open++)
        expect(await follow(other, '2001:db8::1')).toBe(200);
    }
    const last = await app.open(address, from('198.51.100.1'));
    expect(await follow(last, '2001:db8::2')).toBe(429);
    expect(await follow(last, '2001:db8:0:1::2')).toBe(200);
    const { burst } = LIMITS.rates.readsByConversation;
    const events: number[] = [];
    const stops: number[] = [];
    for (let round = 0; round < 2 * burst && !(events.includes(429) && stops.includes(429)); round += 20)
      await Promise.all(
        Array.from({ length: 20 }, async (_, each) => {
          const place = from(`203.0.113.${each}`);
          if (each % 2 === 0) events.push((await last.call('/events', place)).status);
          else stops.push((await last.call('/turns/x/stop', { body: {}, ...place })).status);
        }),
      );
    expect([events, stops]).toEqual([expect.arrayContaining([200, 429]), expect.arrayContaining([404, 429])]);
    expect((await last.say('turns are counted apart', from('192.0.2.1'))).status).toBe(200);
  } finally {
    for (const stream of streams) stream.close();
    await app.stop();
  }
});

test('one address has so many requests worked on at once; others are served meanwhile', async () => {
  const app = await ChatApp.start({ variables: { PATCHBAY_RATE_LIMITS: 'on', PATCHBAY_TRUSTED_PROXIES: '1' } });
  const { requestsByAddress } = LIMITS.atOnce;
  const { port } = new URL(app.app.url);
  let turnedAway = 0;
  // Each says that a body comes, and does not send all of it.
  const begin = (ip: string) => {
    const socket = connect({ port: Number(port), host: '127.0.0.1' });
    socket.write(
      `POST /api/chat/x/conversations HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${ip}\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{`,
    );
    socket.on('error', () => undefined);
    socket.once('data', () => (turnedAway += 1));
    return socket;
  };
  const held = Array.from({ length: 2 * requestsByAddress }, (_, index) => begin(`2001:db8::${index}`));
  try {
    const ask = (ip: string) =>
      app.fetch('/api/chat/x/conversations', { body: {}, headers: { 'x-forwarded-for': ip } });
    while (turnedAway < requestsByAddress) await new Promise((resolve) => setTimeout(resolve, 20));
    const refused = await ask('2001:db8::ffff');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('2001:db8:0:1::1')).status).toBe(404);
    for (const socket of held) socket.destroy();
    let after = 429;
    for (let round = 0; round < 200 && after === 429; round++) after = (await ask('2001:db8::ffff')).status;
    expect(after).toBe(404);
  } finally {
    for (const socket of held) socket.destroy();
    await app.stop();
  }
});

test('files that are sent: by network address and conversation, and a few at once of each address and of all', async () => {
  const { uploadsByAddress, uploadsByConversation } = LIMITS.rates;
  const near = (count: number, { burst, perSecond }: RateLimit) => {
    expect(count).toBeGreaterThanOrEqual(burst);
    expect(count).toBeLessThan(burst * 1.1 + 1 + perSecond * seconds());
  };
  const { limits } = replica();
  const sent = (ip: string, conversationId: string) => {
    const { count, leave } = limits.upload({ ip, conversationId });
    try {
      count('w');
    } finally {
      leave();
    }
  };
  near(await letIn(1_000, (index) => sent(`f${index}`, 'same')), uploadsByConversation);
  near(await letIn(1_000, (index) => sent('f same', `${index}`)), uploadsByAddress);
  // A token that was not found right spends nothing of the conversation's.
  for (let index = 0; index < 60; index++) limits.upload({ ip: `g${index}`, conversationId: 'named' }).leave();
  sent('own', 'named');

  const { uploads, uploadsByAddress: mine } = LIMITS.atOnce;
  const held: (() => void)[] = [];
  const hold = (ip: string) => held.push(limits.upload({ ip, conversationId: 'held' }).leave);
  expect(await letIn(100, () => hold('one'))).toBe(mine);
  expect(await letIn(100, (index) => hold(`h${index}`))).toBe(uploads - mine);
  held.pop()?.();
  expect(await letIn(100, () => hold('another'))).toBe(1);
  for (const leave of held) leave();
  // Load tests, too, have no more in memory at once.
  const open = new ChatLimits({ on: false, counts: {} as SharedCounts, workspaceOf: () => Promise.resolve('w') });
  expect(await letIn(100, () => void open.upload({ ip: 'one', conversationId: 'one' }))).toBe(uploads);
});
