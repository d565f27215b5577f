import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChatApp, exampleFlow } from '../../testing/chat-app.ts';

const MOST = 24;

describe('ten times the load that a process takes', () => {
  let chat: ChatApp;
  beforeAll(async () => {
    chat = await ChatApp.start({ variables: { PATCHBAY_MOST_REQUESTS: String(MOST) } });
    await chat.publish(exampleFlow('echo'));
  }, 60_000);
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
      const { heapUsed, external } = process.memoryUsage();
      if (fifth === 1) least[0] = Math.min(least[0]!, heapUsed + external);
      if (fifth === 4) least[1] = Math.min(least[1]!, heapUsed + external);
    }, 5);
    const began = performance.now();
    const until = began + 5_000;
    // What is alive, as the collector leaves it: least of what was seen in the second fifth of the time, and in the last.
    const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    const client = async (index: number) => {
      for (let round = 0; performance.now() < until; round++) {
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
    expect(least[1]! - least[0]!).toBeLessThan(64 * 1024 * 1024);
    for (const [index, conversation] of conversations.entries()) {
      const said = (await conversation.events()).filter((event) => event.role === 'user').map((event) => event.text);
      const wanted = accepted.filter((one) => one.conversation === index).map((one) => one.text);
      expect([...said].sort()).toEqual(wanted.sort());
    }
    // And it takes calls again as soon as there is room.
    expect((await conversations[0]!.say('after')).status).toBe(200);
  }, 60_000);

  it('health and metrics are answered whatever is asked for', async () => {
    const conversation = await chat.open('echo');
    const load = Array.from({ length: 4 * MOST }, (_, index) => conversation.say(`x${index}`));
    const asked = await Promise.all(['/health/live', '/health/ready', '/metrics'].map((path) => chat.fetch(path)));
    expect(asked.map((response) => response.status)).toEqual([200, 200, 200]);
    await Promise.all(load);
  });
});
