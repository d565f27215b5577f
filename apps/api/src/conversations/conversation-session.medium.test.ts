import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createChatClient } from '@patchbay/api-contract/chat';
import { ConversationSession, type CredentialStore, type UnsentMessage } from '@patchbay/conversation-view/session';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { ChatApp, type ChatTestEvent, exampleFlow, testFlow, textsOf } from '../testing/chat-app.ts';

// The client that the chat page and the preview hold conversations with, on a real server over connections that break.

type Fetch = typeof globalThis.fetch;

class Store implements CredentialStore {
  credentials: ReturnType<CredentialStore['read']>;
  unsent = new Map<string, UnsentMessage[]>();
  read() {
    return this.credentials;
  }
  write(credentials: ReturnType<CredentialStore['read']>) {
    this.credentials = credentials;
  }
  readUnsent(id: string) {
    return this.unsent.get(id) ?? [];
  }
  writeUnsent(id: string, messages: UnsentMessage[]) {
    this.unsent.set(id, messages);
  }
}

/** A connection whose answers break off after so many bytes: asked once a call; undefined leaves it whole. */
function breaking(bytesOf: (url: string) => number | undefined): Fetch {
  return async (input, init) => {
    const most = bytesOf(String(input));
    const response = await fetch(input, init);
    if (most === undefined || !response.body) return response;
    let left = most;
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, control) {
          if (chunk.length < left) {
            left -= chunk.length;
            return control.enqueue(chunk);
          }
          control.enqueue(chunk.subarray(0, left));
          control.error(new TypeError('network error'));
        },
      }),
    );
    return new Response(body, { status: response.status, headers: response.headers });
  };
}

describe('a conversation session', () => {
  let chat: ChatApp;
  let model: OpenAiServer;
  const open: ConversationSession[] = [];
  const impatient: NodeJS.Timeout[] = [];

  beforeAll(async () => {
    model = await startOpenAiServer();
    chat = await ChatApp.start({
      variables: { OPENAI_API_KEY: 'test', OPENAI_BASE_URL: `${model.url}/v1`, OPENAI_MODEL: 'test-model' },
    });
    for (const name of ['echo', 'llm', 'order-form']) await chat.publish(exampleFlow(name));
  });
  afterEach(() => {
    for (const session of open.splice(0)) session.end();
    for (const timer of impatient.splice(0)) clearInterval(timer);
  });
  afterAll(async () => {
    await chat?.stop();
    await model?.close();
  });

  function begin(
    bot: string,
    { store = new Store(), using = fetch, url = chat.app.url }: { store?: Store; using?: Fetch; url?: string } = {},
  ): ConversationSession {
    const client = createChatClient({ baseUrl: `${url}/api/chat/${bot}`, fetch: using, silentMs: 20_000 });
    const session = new ConversationSession({ client, store, locale: 'en', timezone: 'UTC' });
    open.push(session);
    session.start();
    return session;
  }

  // Waits for nothing before it tries again, so that many breaks take no time.
  function hurried(session: ConversationSession): ConversationSession {
    impatient.push(setInterval(() => session.retry(), 2));
    return session;
  }

  async function until(session: ConversationSession, fits: () => boolean, milliseconds = 60_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!fits()) {
      if (Date.now() > end) throw new Error(JSON.stringify(session.view()));
      await sleep(2);
    }
  }

  const said = (session: ConversationSession) =>
    session.view().state.items.flatMap((item) => (item.kind === 'message' ? [`${item.role}: ${item.text}`] : []));
  const settled = (session: ConversationSession) => () => {
    const { busy, pending, state } = session.view();
    return !busy && pending.length === 0 && state.items.length > 0;
  };
  const kept = async ({ credentials }: Store, bot: string): Promise<ChatTestEvent[]> => {
    const path = `/api/chat/${bot}/conversations/${credentials!.id}/events`;
    return (await chat.call(path, { token: credentials!.token })).body.events;
  };
  const component = (session: ConversationSession) =>
    session.view().state.items.findLast((item) => item.kind === 'component' && item.open);

  it('shows each message once, in order, wherever the streams of turn and conversation break: at every fifth byte, in the long form at every one', async () => {
    const store = new Store();
    let turnBytes = Number.POSITIVE_INFINITY;
    let followBytes = Number.POSITIVE_INFINITY;
    const once = (bytes: number) => (Number.isFinite(bytes) ? bytes : undefined);
    const session = hurried(
      begin('echo', {
        store,
        using: breaking((url) => {
          if (url.endsWith('/turns')) {
            const bytes = once(turnBytes);
            turnBytes = Number.POSITIVE_INFINITY;
            return bytes;
          }
          const bytes = once(followBytes);
          followBytes = Number.POSITIVE_INFINITY;
          return bytes;
        }),
      }),
    );
    await until(session, settled(session));
    const asked: string[] = [];
    const length = 700; // An echo turn's stream is shorter.
    for (let bytes = 0; bytes < length; bytes += process.env.PATCHBAY_TEST_LONG ? 1 : 5) {
      turnBytes = bytes;
      followBytes = (bytes * 37) % length;
      const text = `n${bytes}`;
      asked.push(text);
      expect(await session.send({ text })).toBeUndefined();
    }
    await until(session, settled(session));
    expect(said(session).slice(1)).toEqual(asked.flatMap((text) => [`user: ${text}`, `bot: You said: ${text}`]));
    expect(said(session)).toEqual(textsOf(await kept(store, 'echo')));
  });

  it('opens one conversation, wherever the stream of the opening breaks', async () => {
    for (let bytes = 1; bytes < 600; bytes += 23) {
      const store = new Store();
      let calls = 0;
      const using = breaking((url) => (url.endsWith('/conversations') && ++calls === 1 ? bytes : undefined));
      const session = hurried(begin('echo', { store, using }));
      await until(session, settled(session));
      expect(said(session)).toEqual(['bot: Say something.']);
      expect(said(session)).toEqual(textsOf(await kept(store, 'echo')));
      session.end();
    }
  });

  it('goes on after a reload in the middle of an answer, and in a second tab at the same time', async () => {
    const store = new Store();
    const first = begin('llm', { store });
    await until(first, settledEmpty(first));
    const words = Array.from({ length: 30 }, (_, index) => `word${index}`).join(' ');
    model.next({ text: words, delayMs: 30 });
    void first.send({ text: 'tell me' });
    await until(first, () => (first.view().state.writing[0]?.text.length ?? 0) > 20);
    const second = begin('llm', { store });
    first.end();
    const reloaded = begin('llm', { store });
    await until(reloaded, () => reloaded.view().state.writing.length > 0);
    const shown = reloaded.view().state.writing[0]!.text;
    expect(words.startsWith(shown)).toBe(true);
    expect(reloaded.view()).toMatchObject({ busy: true, canStop: true });
    await until(reloaded, settled(reloaded));
    await until(second, settled(second));
    for (const session of [reloaded, second]) expect(said(session)).toEqual(['user: tell me', `bot: ${words}`]);
  });

  it('sends after a reload what was typed and may not have arrived, once', async () => {
    const store = new Store();
    let away = false;
    const using: Fetch = (input, init) => (away ? Promise.reject(new TypeError('offline')) : fetch(input, init));
    const session = begin('echo', { store, using });
    await until(session, settled(session));
    away = true;
    void session.send({ text: 'on the train' });
    void session.send({ text: 'in the tunnel' });
    await until(session, () => session.view().pending[0]?.status === 'trying');
    expect(session.view().pending.map(({ text, status }) => [text, status])).toEqual([
      ['on the train', 'trying'],
      ['in the tunnel', 'queued'],
    ]);
    session.end();
    const reloaded = begin('echo', { store });
    await until(reloaded, () => said(reloaded).length === 5 && reloaded.view().pending.length === 0);
    expect(said(reloaded)).toEqual([
      'bot: Say something.',
      'user: on the train',
      'bot: You said: on the train',
      'user: in the tunnel',
      'bot: You said: in the tunnel',
    ]);
    expect(store.unsent.get(store.credentials!.id)).toEqual([]);
  });

  it('stops the writing of an answer, and keeps what was written', async () => {
    const session = begin('llm');
    await until(session, settledEmpty(session));
    model.next({ text: 'one two three four five six seven eight nine ten eleven twelve', delayMs: 60 });
    void session.send({ text: 'go' });
    await until(session, () => session.view().canStop);
    session.stop();
    await until(session, () => !session.view().canStop);
    await until(session, settled(session));
    const last = session.view().state.items.at(-1)!;
    expect(last).toMatchObject({ kind: 'message', role: 'bot', stopped: true });
  });

  it('begins anew on request, and goes back to the conversation before', async () => {
    const store = new Store();
    const session = begin('echo', { store });
    await until(session, settled(session));
    await session.send({ text: 'first' });
    const before = store.credentials;
    session.restart();
    await until(session, () => store.credentials !== undefined && settled(session)());
    expect(store.credentials).not.toEqual(before);
    expect(said(session)).toEqual(['bot: Say something.']);
    expect(session.view().canGoBack).toBe(true);
    session.back();
    await until(session, () => said(session).length === 3);
    expect(store.credentials).toEqual(before);
    expect(said(session)).toContain('user: first');
  });

  it('tells that a component was asked again or answered elsewhere, and takes the new one', async () => {
    const store = new Store();
    const one = begin('order-form', { store });
    await until(one, () => component(one) !== undefined);
    const old = component(one)!;
    const other = begin('order-form', { store });
    await until(other, () => component(other) !== undefined);
    const id = 'id' in old ? old.id : '';
    expect(await other.send({ submit: { componentId: id, values: { option: 'laptop' } } })).toBeUndefined();
    expect(await one.send({ submit: { componentId: id, values: { option: 'laptop' } } })).toMatchObject({
      status: 409,
      code: 'component_closed',
    });
    await until(one, () => component(one)?.key !== old.key && component(one) !== undefined);
    const form = component(one)!;
    const formId = 'id' in form ? form.id : '';
    const refused = await one.send({ submit: { componentId: formId, values: {} } });
    expect(refused?.issues?.length).toBeGreaterThan(0);
    expect(component(one)?.key).toBe(form.key);
  });

  it('says that a bot was taken offline, and goes on when it is back', async () => {
    await chat.publish({ ...exampleFlow('echo'), key: 'off', name: 'off' });
    const session = begin('off');
    await until(session, settled(session));
    await chat.admin('/flows/off/unpublish', { body: { openConversations: 'close' } });
    await until(session, () => session.view().state.closed);
    expect(await session.send({ text: 'hello?' })).toMatchObject({ status: 409, code: 'bot_offline' });
    expect(session.view()).toMatchObject({ connection: 'offline', pending: [{ text: 'hello?', status: 'refused' }] });
    const newcomer = begin('off');
    await until(newcomer, () => newcomer.view().connection === 'gone');
    await chat.admin('/flows/off/publish', { body: {} });
    expect(await session.send({ text: 'hello!' })).toBeUndefined();
    await until(session, () => session.view().connection === 'ready');
    expect(said(session).at(-1)).toBe('bot: You said: hello!');
    newcomer.retry();
    await until(newcomer, settled(newcomer));
  });

  it('begins a new conversation where the server does not know the old one, and asks there what was asked', async () => {
    const store = new Store();
    const session = begin('echo', { store });
    await until(session, settled(session));
    session.end();
    const old = store.credentials!;
    store.credentials = { ...old, token: `${old.token.slice(0, -4)}AAAA` };
    const resumed = begin('echo', { store });
    void resumed.send({ text: 'still there?' });
    await until(resumed, () => said(resumed).length === 3);
    expect(store.credentials.id).not.toBe(old.id);
    expect(said(resumed)).toContain('bot: You said: still there?');
  });

  it('waits for a server that goes away and returns, and loses nothing', async () => {
    const first = await ChatApp.start();
    const database = first.app.database;
    await first.publish(exampleFlow('echo'));
    let url = first.app.url;
    const using: Fetch = (input, init) => fetch(String(input).replace('http://server', url), init);
    const store = new Store();
    const session = begin('echo', { store, using, url: 'http://server' });
    await until(session, settled(session));
    await session.send({ text: 'before' });
    await first.app.app.close({ deadlineMs: 2_000 });
    const answered = session.send({ text: 'meanwhile' });
    await until(session, () => session.view().connection === 'lost');
    expect(session.view().pending).toMatchObject([{ text: 'meanwhile', status: 'trying' }]);
    const { startTestApp } = await import('../testing/start-test-app.ts');
    const returned = await startTestApp({ database });
    try {
      url = returned.url;
      expect(await answered).toBeUndefined();
      await until(session, () => session.view().connection === 'ready' && settled(session)());
      expect(said(session).slice(1)).toEqual([
        'user: before',
        'bot: You said: before',
        'user: meanwhile',
        'bot: You said: meanwhile',
      ]);
    } finally {
      session.end();
      await returned.stop();
      await database.drop();
    }
  });

  it('comes back after what the server asked for, not all at once', async () => {
    const busy: number[] = [];
    const using: Fetch = (input, init) => {
      if (String(input).endsWith('/turns') && busy.push(Date.now()) <= 2)
        return Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': '1' } }));
      return fetch(input, init);
    };
    const session = begin('echo', { using });
    await until(session, settled(session));
    await session.send({ text: 'patience' });
    expect(busy).toHaveLength(3);
    for (const index of [1, 2]) expect(busy[index]! - busy[index - 1]!).toBeGreaterThanOrEqual(1_000);
    expect(said(session).at(-1)).toBe('bot: You said: patience');
  });

  it('takes turns after one that failed', async () => {
    await chat.publish(testFlow('fails', [{ id: 's', type: 'script', config: { code: 'throw new Error("no")' } }]));
    const session = begin('fails');
    await until(session, () => session.view().state.items.length > 0);
    expect(session.view().busy).toBe(false);
    // What was pasted with half a character is mended before it is sent.
    expect(await session.send({ text: 'again \u0000\ud83d' })).toBeUndefined();
    await until(session, () => said(session).includes('user: again \ufffd'));
  });
});

// Opened, with nothing said.
function settledEmpty(session: ConversationSession): () => boolean {
  return () => session.view().connection === 'ready' && !session.view().busy && session.view().state.lastSeq > 0;
}
