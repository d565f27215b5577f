import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChatCredentials, type ChatFile, createChatClient } from '@patchbay/api-contract/chat';
import { Attachments } from './attachments.ts';
import { Pauses } from './pauses.ts';

interface Upload {
  name: string;
  to: string;
  signal: AbortSignal;
  answer(response: Response): void;
  fail(): void;
}

const rules = { maxBytes: 1_000, maxFiles: 3, accept: ['.log'] };
const fileOf = (name: string, bytes = 10) => new File(['x'.repeat(bytes)], name, { type: 'text/plain' });
const storedAs = (file: Partial<ChatFile>) =>
  Response.json({ id: 'f-1', name: 'a.log', type: 'text/plain', size: 10, ...file }, { status: 201 });
const refusedAs = (status: number, problem: object) =>
  Response.json({ type: 'about:blank', title: 'Refused', status, ...problem }, { status });
/** Whatever can happen by itself has happened. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('files of a message that is being written', () => {
  let uploads: Upload[] = [];
  let control = new AbortController();
  let pauses = new Pauses();
  let know: (credentials: ChatCredentials) => void = () => undefined;
  const open: AbortController[] = [];

  afterEach(() => {
    for (const one of open.splice(0)) one.abort();
  });

  /** Of a conversation that is open; else of one that is opened by `know`. */
  function begin({ isOpen = true } = {}): Attachments {
    uploads = [];
    control = new AbortController();
    open.push(control);
    const credentials = new Promise<ChatCredentials>((resolve) => (know = resolve));
    if (isOpen) know({ id: 'c-1', token: 'secret' });
    const client = createChatClient({
      baseUrl: '/api/chat/bot',
      fetch: (input, init) =>
        new Promise((resolve, reject) => {
          const { body, signal } = init!;
          const file = (body as FormData).get('file') as File;
          uploads.push({
            name: file.name,
            to: String(input),
            signal: signal!,
            answer: resolve,
            fail: () => reject(new TypeError('network error')),
          });
          signal!.addEventListener('abort', () => reject(signal!.reason));
        }),
    });
    pauses = new Pauses();
    return new Attachments({
      client,
      pauses,
      random: () => 0,
      credentials: () => credentials,
      onChange: () => undefined,
      signal: control.signal,
    });
  }

  /** Answers a call once it was made; without an answer, the connection breaks. */
  async function answered(index: number, response: Response | undefined): Promise<void> {
    while (!uploads[index]) await settled();
    if (response) uploads[index]!.answer(response);
    else uploads[index]!.fail();
    await settled();
  }

  const told = (attachments: Attachments) =>
    attachments.all.map(({ name, status, refusal }) => [name, refusal ? `${status}: ${refusal.code}` : status]);

  it('goes to the server when it is chosen, one after another, and with the next message once it is there', async () => {
    const attachments = begin();
    attachments.add({ files: [fileOf('a.log'), fileOf('b.log')], rules });
    await settled();
    expect(uploads.map(({ name, to }) => [name, to])).toEqual([['a.log', '/api/chat/bot/conversations/c-1/files']]);
    uploads[0]!.answer(storedAs({ id: 'f-a' }));
    await settled();
    expect(told(attachments)).toEqual([
      ['a.log', 'ready'],
      ['b.log', 'sending'],
    ]);
    uploads[1]!.answer(storedAs({ id: 'f-b', name: 'b.log' }));
    await settled();
    expect(attachments.take().map((file) => file.id)).toEqual(['f-a', 'f-b']);
    expect(attachments.all).toEqual([]);
  });

  it('waits for a conversation that is not open yet', async () => {
    const attachments = begin({ isOpen: false });
    attachments.add({ files: [fileOf('a.log'), fileOf('gone.log')], rules });
    attachments.remove(attachments.all[1]!.key);
    await settled();
    expect(uploads).toEqual([]);
    know({ id: 'c-2', token: 'secret' });
    await settled();
    expect(uploads.map(({ name, to }) => [name, to])).toEqual([['a.log', '/api/chat/bot/conversations/c-2/files']]);
  });

  it('is refused before anything is sent where it is too large, empty or one too many, which is taken with the next message', async () => {
    const attachments = begin();
    const files = [
      fileOf('large.log', 1_001),
      fileOf('none.log', 0),
      fileOf('fits.log', 1_000),
      ...['b', 'c', 'd'].map((name) => fileOf(name)),
    ];
    attachments.add({ files, rules });
    await settled();
    expect(told(attachments)).toEqual([
      ['large.log', 'refused: too_large'],
      ['none.log', 'refused: empty'],
      ['fits.log', 'sending'],
      ['b', 'sending'],
      ['c', 'sending'],
      ['d', 'refused: too_many'],
    ]);
    for (let index = 0; index < 3; index++) await answered(index, storedAs({ id: `f-${index}` }));
    expect(uploads.map(({ name }) => name)).toEqual(['fits.log', 'b', 'c']);
    expect(attachments.take()).toHaveLength(3);
    expect(told(attachments)).toEqual([['d', 'refused: too_many']]);
    attachments.retry({ key: attachments.all[0]!.key, rules });
    await settled();
    expect(uploads.at(-1)!.name).toBe('d');
    expect(told(attachments)).toEqual([['d', 'sending']]);
  });

  it('says why the server refused it, and is tried again where that may help', async () => {
    const attachments = begin();
    attachments.add({ files: ['a.exe', 'b.log', 'c.log'].map((name) => fileOf(name)), rules });
    await answered(0, refusedAs(415, { code: 'unsupported_type', detail: 'No programs.' }));
    // A server that is busy or away is asked again before anybody is told.
    for (let tries = 0; tries < 4; tries++) {
      expect(told(attachments)[1]).toEqual(['b.log', 'sending']);
      await answered(1 + tries, refusedAs(429, { code: 'rate_limited' }));
      pauses.wake();
    }
    for (let tries = 0; tries < 4; tries++) {
      expect(told(attachments)[2]).toEqual(['c.log', 'sending']);
      await answered(5 + tries, undefined);
      pauses.wake();
    }
    expect(attachments.all.map(({ status, refusal }) => ({ status, ...refusal }))).toEqual([
      { status: 'refused', code: 'unsupported_type', detail: 'No programs.', passes: false },
      { status: 'refused', code: 'rate_limited', detail: undefined, passes: true },
      { status: 'refused', code: undefined, detail: undefined, passes: true },
    ]);
    attachments.retry({ key: attachments.all[2]!.key, rules });
    await answered(9, storedAs({ id: 'f-c', name: 'c.log' }));
    const names = uploads.map(({ name }) => name).join();
    expect(names).toBe('a.exe,b.log,b.log,b.log,b.log,c.log,c.log,c.log,c.log,c.log');
    expect(attachments.take().map((file) => file.name)).toEqual(['c.log']);
    // What may be taken later stays for the next message.
    expect(told(attachments)).toEqual([['b.log', 'refused: rate_limited']]);
  });

  it('is let go of when it is removed, and when the conversation is left', async () => {
    const attachments = begin();
    attachments.add({ files: [fileOf('a.log'), fileOf('b.log')], rules });
    await settled();
    attachments.remove(attachments.all[0]!.key);
    await settled();
    expect(uploads.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    control.abort();
    expect(uploads.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    await settled();
    expect(told(attachments)).toEqual([['b.log', 'sending']]);
  });

  it('goes to the conversation that takes the place of the one it was chosen in', async () => {
    const attachments = begin();
    attachments.add({ files: [fileOf('there.log'), fileOf('large.log', 1_001), fileOf('on its way.log')], rules });
    await answered(0, storedAs({ id: 'f-1', name: 'there.log' }));
    attachments.restore([{ id: 'f-0', name: 'of a refused message.log', type: 'text/plain', size: 1 }]);
    expect(attachments.take().map((file) => file.id)).toEqual(['f-1', 'f-0']);
    await answered(1, storedAs({ id: 'f-3', name: 'on its way.log' }));
    attachments.add({ files: [fileOf('large.log', 1_001), fileOf('second.log')], rules });
    await settled();
    const next = begin();
    next.carry(attachments.all);
    expect(told(next)).toEqual([
      ['on its way.log', 'sending'],
      ['large.log', 'refused: too_large'],
      ['second.log', 'sending'],
    ]);
    await answered(0, storedAs({ id: 'f-new' }));
    await answered(1, storedAs({ id: 'f-newer' }));
    expect(uploads.map(({ name }) => name)).toEqual(['on its way.log', 'second.log']);
    expect(next.take().map((file) => file.id)).toEqual(['f-new', 'f-newer']);
  });
});
