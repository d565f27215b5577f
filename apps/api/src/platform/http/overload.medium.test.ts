import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatApp, exampleFlow } from '../../testing/chat-app.ts';

const MOST = 24;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const used = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

describe('ten times the load that a process takes', () => {
  let chat: ChatApp;
  beforeAll(async () => {
    chat = await ChatApp.start({ variables: { PATCHBAY_MOST_REQUESTS: String(MOST) } });
    await chat.publish(exampleFlow('echo'));
  });
  afterAll(async () => {
    await chat?.stop();
  });

  it('is answered or refused at once with a time to come back; what waits inside stays bounded, and nothing accepted is lost', async () => {
    const conversations = await Promise.all(Array.from({ length: 10 }, () => chat.open('echo')));
    const statuses = new Map<number, number>();
    const accepted: { conversation: number; text: string }[] = [];
    let mostWaiting = 0;
    const pool = chat.app.database.dataSource.driver as unknown as { master: { waitingCount: number } };
    const watch = setInterval(() => {
      mostWaiting = Math.max(mostWaiting, pool.master.waitingCount);
      const fifth = Math.floor((performance.now() - began) / 1_000);
      if (alive[0] === undefined && fifth >= 1) alive[0] = used();
      if (alive[1] === undefined && fifth >= 4) alive[1] = used();
    }, 5);
    const began = performance.now();
    const until = began + 5_000;
    // What the collector leaves alive at the beginning of the second fifth of the time, and of the last.
    const alive: (number | undefined)[] = [undefined, undefined];
    // On a machine that is busy otherwise, the calls may come in one after another for a while.
    const isOn = () => performance.now() < until || (!statuses.has(503) && performance.now() < until + 30_000);
    const client = async (index: number) => {
      for (let round = 0; isOn(); round++) {
        const conversation = index % conversations.length;
        const text = `${index}-${round}`;
        const response = await conversations[conversation]!.say(text, { key: text });
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        if (response.status === 200) accepted.push({ conversation, text });
        else {
          expect([429, 503]).toContain(response.status);
          expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
        }
      }
    };
    await Promise.all(Array.from({ length: 10 * MOST }, (_, index) => client(index)));
    clearInterval(watch);
    expect(statuses.get(200)).toBeGreaterThan(0);
    expect(statuses.get(503)).toBeGreaterThan(0);
    expect(mostWaiting).toBeLessThanOrEqual(MOST);
    expect(alive[1]! - alive[0]!).toBeLessThan(64 * 1024 * 1024);
    for (const [index, conversation] of conversations.entries()) {
      const said = (await conversation.events()).filter((event) => event.role === 'user').map((event) => event.text);
      const wanted = accepted.filter((one) => one.conversation === index).map((one) => one.text);
      expect([...said].sort()).toEqual(wanted.sort());
    }
    // And it takes calls again as soon as there is room.
    expect((await conversations[0]!.say('after')).status).toBe(200);
  });

  it('what asks for a stream is counted as everything is, until it follows a conversation', async () => {
    const conversation = await chat.open('echo');
    const streams = [];
    for (let index = 0; index < MOST + 5; index++) streams.push(await conversation.stream('/events'));
    expect((await conversation.say('beside them')).status).toBe(200);
    for (const stream of streams) stream.close();
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${conversation.token}` };
    const statuses = new Set<number>();
    for (let round = 0; round < 50 && !statuses.has(503); round++) {
      const asked = Array.from({ length: 10 * MOST }, () => chat.fetch(`${conversation.path}/files/x`, { headers }));
      for (const response of await Promise.all(asked)) statuses.add(response.status);
    }
    expect(statuses).toContain(503);
  });

  it('health and metrics are answered whatever is asked for', async () => {
    const conversation = await chat.open('echo');
    const load = Array.from({ length: 4 * MOST }, (_, index) => conversation.say(`x${index}`));
    const asked = await Promise.all(['/health/live', '/health/ready', '/metrics'].map((path) => chat.fetch(path)));
    expect(asked.map((response) => response.status)).toEqual([200, 200, 200]);
    await Promise.all(load);
  });
});
