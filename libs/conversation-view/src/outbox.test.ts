import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChatEvent, type ChatFile, createChatClient } from '@patchbay/api-contract/chat';
import { Outbox } from './outbox.ts';
import { Pauses } from './pauses.ts';

const file = (id: string): ChatFile => ({ id, name: `${id}.log`, type: 'text/plain', size: 1 });
const said = (text: string, files?: ChatFile[]): ChatEvent => ({
  ...{ seq: 1, at: '2026-11-28T00:00:00.000Z', episode: 1, turnId: 'turn-1' },
  ...{ type: 'message', id: 'm-1', role: 'user', text, ...(files ? { files } : {}) },
});

describe('messages with files on their way', () => {
  const open: AbortController[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.abort();
  });

  /** On a connection that swallows what is sent. */
  function begin(): { outbox: Outbox; sent: unknown[] } {
    const sent: unknown[] = [];
    const control = new AbortController();
    open.push(control);
    const client = createChatClient({
      baseUrl: '/api/chat/bot',
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          sent.push(JSON.parse(String(init!.body)));
          init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason));
        }),
    });
    const outbox = new Outbox({
      client,
      pauses: new Pauses(),
      random: () => 0,
      credentials: async () => ({ id: 'c-1', token: 'secret' }),
      onEvent: () => undefined,
      hasEnded: () => false,
      onRefused: () => undefined,
      onFailure: () => undefined,
      onGone: () => undefined,
      onChange: () => undefined,
      signal: control.signal,
    });
    return { outbox, sent };
  }

  it('names the files to the server, and keeps what they are for a later visit of the page', async () => {
    const { outbox, sent } = begin();
    void outbox.send({ text: '' }, { files: [file('a'), file('b')] });
    void outbox.send({ text: 'and this' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual([{ text: '', files: ['a', 'b'] }]);
    expect(outbox.unsent).toMatchObject([
      { text: '', files: [file('a'), file('b')] },
      { text: 'and this', files: [] },
    ]);
    const later = begin();
    for (const message of outbox.unsent) void later.outbox.send({ text: message.text }, message);
    await new Promise((resolve) => setImmediate(resolve));
    expect(later.sent).toEqual(sent);
    expect(later.outbox.unsent).toEqual(outbox.unsent);
  });

  it('takes a message of the conversation for its own by text and files', () => {
    const { outbox } = begin();
    void outbox.send({ text: '' }, { files: [file('a')] });
    for (const other of [said(''), said('', [file('b')]), said('', [file('a'), file('b')]), said('x', [file('a')])])
      outbox.heard(other);
    expect(outbox.messages).toHaveLength(1);
    outbox.heard(said('', [file('a')]));
    expect(outbox.messages).toEqual([]);
    const alone = begin().outbox;
    void alone.send({ text: 'hello' });
    alone.heard(said('hello', [file('a')]));
    expect(alone.messages).toHaveLength(1);
    alone.heard(said('hello'));
    expect(alone.messages).toEqual([]);
  });
});
