import { describe, expect, it } from '@jest/globals';
import { ConversationQueue } from './conversation-queue.ts';

describe('conversation queue', () => {
  it('lets one in at a time, in order, and nobody wait for another conversation', async () => {
    const queue = new ConversationQueue();
    const order: number[] = [];
    const first = queue.tryEnter('a')!;
    expect(queue.tryEnter('a')).toBeUndefined();
    expect(queue.tryEnter('b')).toBeDefined();
    const waiting = [1, 2, 3].map(async (n) => {
      const release = await queue.enter({ conversationId: 'a', waitMs: 1_000 });
      order.push(n);
      release!();
    });
    first();
    first();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    expect(queue.tryEnter('a')).toBeDefined();
  });

  it('gives up after the time, without a place', async () => {
    const queue = new ConversationQueue();
    const release = queue.tryEnter('a')!;
    expect(await queue.enter({ conversationId: 'a', waitMs: 20 })).toBeUndefined();
    expect(await queue.enter({ conversationId: 'a', waitMs: 0 })).toBeUndefined();
    release();
    expect(queue.tryEnter('a')).toBeDefined();
  });

  it('refuses when too many wait', async () => {
    const queue = new ConversationQueue();
    const release = queue.tryEnter('a')!;
    const waiting = Array.from({ length: 25 }, () => queue.enter({ conversationId: 'a', waitMs: 500 }));
    expect(await waiting.at(-1)).toBeUndefined();
    release();
    for (const one of waiting) (await one)?.();
  });
});
