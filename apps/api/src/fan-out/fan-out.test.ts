import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FanOut } from './fan-out.ts';
import { packetsOf, readPacket, type Signal } from './signal.ts';
import type { Wire, WireListener } from './wire.ts';

/** A carrier within this process, which a test can read and break. */
class Air {
  readonly packets: string[] = [];
  readonly #listeners = new Set<WireListener>();
  deaf = false;

  wire(): Wire {
    let own: WireListener | undefined;
    return {
      up: true,
      start: (listener) => {
        own = listener;
        this.#listeners.add(listener);
        listener.onUp();
      },
      send: (packets) => {
        this.packets.push(...packets);
        if (!this.deaf) for (const packet of packets) for (const listener of this.#listeners) listener.onPacket(packet);
        return Promise.resolve();
      },
      stop: () => {
        if (own) this.#listeners.delete(own);
        return Promise.resolve();
      },
    };
  }
}

const warnings: string[] = [];
const nothing = () => undefined;
const log = {
  debug: nothing,
  info: nothing,
  error: nothing,
  warn: (_: unknown, text = '') => void warnings.push(text),
};

describe('fan-out', () => {
  const all: FanOut[] = [];
  const start = (air: Air, id: string) => {
    const fanOut = new FanOut({ id, wire: air.wire(), log });
    const heard: Signal[] = [];
    fanOut.onSignal((signal) => heard.push(signal));
    fanOut.start();
    all.push(fanOut);
    return { fanOut, heard, kept: () => heard.filter((signal) => signal.kind !== 'hello') };
  };
  afterEach(async () => {
    for (const one of all.splice(0)) await one.stop();
  });

  it('says nothing but hello while it is alone', async () => {
    const air = new Air();
    const { fanOut } = start(air, 'a');
    fanOut.follow('c1');
    fanOut.tell({ kind: 'kept', conversationId: 'c1' });
    await sleep(30);
    expect(air.packets.map((packet) => readPacket(packet)?.signals)).toEqual([[{ kind: 'hello' }]]);
  });

  it('lets a conversation be wanted while somebody follows it, also who came before or after', async () => {
    const air = new Air();
    const one = start(air, 'a');
    const unfollow = one.fanOut.follow('c1');
    const two = start(air, 'b');
    await sleep(40);
    expect(two.fanOut.wanted('c1')).toBe(true);
    expect(two.fanOut.wanted('c2')).toBe(false);
    expect(one.fanOut.wanted('c1')).toBe(false);
    unfollow();
    two.fanOut.follow('c2');
    await sleep(40);
    expect(one.fanOut.wanted('c2')).toBe(true);
  });

  it('gathers what is said at once: wake-ups once, text in one piece, in their order', async () => {
    const air = new Air();
    const one = start(air, 'a');
    const two = start(air, 'b');
    await sleep(40);
    air.packets.length = 0;
    const text = (offset: number, part: string): Signal => ({
      kind: 'text',
      conversationId: 'c1',
      part: { messageId: 'm', attempt: 1, offset, text: part },
    });
    for (const signal of [
      { kind: 'kept', conversationId: 'c1' } as const,
      { kind: 'kept', conversationId: 'c1' } as const,
      text(0, 'Hello '),
      text(6, 'wor'),
      text(9, 'ld'),
      { kind: 'kept', conversationId: 'c1' } as const,
    ])
      one.fanOut.tell(signal);
    await sleep(40);
    expect(air.packets.length).toBe(1);
    expect(two.kept().filter((signal) => signal.kind !== 'follow')).toEqual([
      { kind: 'kept', conversationId: 'c1' },
      text(0, 'Hello world'),
      { kind: 'kept', conversationId: 'c1' },
    ]);
  });

  it('fits packets, whatever the text is made of', async () => {
    const air = new Air();
    const one = start(air, 'a');
    const two = start(air, 'b');
    await sleep(40);
    air.packets.length = 0;
    const text = `${'\u0001'.repeat(3_000)}${'😀'.repeat(3_000)}${'ü'.repeat(3_000)}`;
    one.fanOut.tell({
      kind: 'text',
      conversationId: '0199c0de-0000-7000-8000-000000000001',
      part: { messageId: '0199c0de-0000-7000-8000-000000000002', attempt: 1, offset: 0, text },
    });
    await sleep(60);
    for (const packet of air.packets) expect(Buffer.byteLength(packet)).toBeLessThan(8_000);
    const parts = two.kept().flatMap((signal) => (signal.kind === 'text' ? [signal.part] : []));
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });

  it('knows that nothing comes back where LISTEN is forgotten', async () => {
    const air = new Air();
    const { fanOut } = start(air, 'a');
    await sleep(30);
    expect(fanOut.prompt).toBe(true);
    const deaf = new Air();
    deaf.deaf = true;
    const other = start(deaf, 'b');
    await sleep(3_200);
    expect(other.fanOut.prompt).toBe(false);
    expect(warnings.some((text) => text.includes('DATABASE_DIRECT_URL'))).toBe(true);
  });

  it('reads only what it knows of a packet', () => {
    const [packet = ''] = packetsOf({ from: 'a', signals: [{ kind: 'stop' }], mostBytes: 7_900 });
    expect(readPacket(packet)).toEqual({ from: 'a', signals: [{ kind: 'stop' }] });
    expect(readPacket('{"from":"a","signals":[{"kind":"of tomorrow"},{"kind":"stop"}]}')?.signals).toEqual([
      { kind: 'stop' },
    ]);
    for (const text of ['', '{', '[]', '{"from":1,"signals":[]}']) expect(readPacket(text)).toBeUndefined();
  });
});
