import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FlowDocument } from '@patchbay/flow-spec';
import { startTestApp, type TestApp } from './start-test-app.ts';

export interface ChatAnswerBody {
  conversation: { id: string; token: string };
  turn: { id: string; status: string };
  events: ChatTestEvent[];
  status: number;
  code: string;
  issues: { path: string; code: string }[];
}

/** An event as a test reads it: any field may be there. */
export interface ChatTestEvent {
  seq: number;
  type: string;
  at: string;
  episode: number;
  turnId: string | null;
  [field: string]: unknown;
}

export interface Called<Body = ChatAnswerBody> {
  status: number;
  headers: Headers;
  body: Body;
}

interface CallOptions {
  method?: string;
  token?: string;
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Of another replica. */
  url?: string;
}

/** An app whose bots a test publishes and talks to, over HTTP as outsiders do. */
export class ChatApp {
  readonly app: TestApp;
  readonly adminKey: string;

  private constructor(app: TestApp, adminKey: string) {
    this.app = app;
    this.adminKey = adminKey;
  }

  static async start({
    password = 'correct horse battery',
    ...options
  }: Parameters<typeof startTestApp>[0] & { password?: string } = {}): Promise<ChatApp> {
    const admin = { email: 'admin@example.com', password };
    const app = await startTestApp({
      ...options,
      variables: {
        PATCHBAY_ADMIN_EMAIL: admin.email,
        PATCHBAY_ADMIN_PASSWORD: admin.password,
        PATCHBAY_RATE_LIMITS: 'off',
        ...options.variables,
      },
    });
    const login = await fetch(`${app.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const { csrfToken } = (await login.json()) as { csrfToken: string };
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
    const made = await fetch(`${app.url}/api/v1/workspaces/default/api-keys`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, 'x-csrf-token': csrfToken },
      body: JSON.stringify({ name: 'test', role: 'admin' }),
    });
    const { key } = (await made.json()) as { key: string };
    return new ChatApp(app, key);
  }

  stop(): Promise<void> {
    return this.app.stop();
  }

  fetch(path: string, { method, token, key, body, headers, signal, url }: CallOptions = {}): Promise<Response> {
    return fetch(`${url ?? this.app.url}${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  }

  async call<Body = ChatAnswerBody>(path: string, options: CallOptions = {}): Promise<Called<Body>> {
    const response = await this.fetch(path, options);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Body };
  }

  admin<Body = Record<string, unknown>>(path: string, options: CallOptions = {}): Promise<Called<Body>> {
    return this.call<Body>(`/api/v1/workspaces/default${path}`, { ...options, token: this.adminKey });
  }

  /** Publishes a flow as its newest version; gives the bot's address. */
  async publish(document: FlowDocument): Promise<string> {
    const made = await this.admin('/flows', { body: document });
    if (made.status === 409)
      await this.admin(`/flows/${document.key}/draft`, {
        method: 'PUT',
        body: document,
        headers: { 'if-match': (await this.admin(`/flows/${document.key}/draft`)).headers.get('etag')! },
      });
    const published = await this.admin<{ address: string }>(`/flows/${document.key}/publish`, { body: {} });
    if (published.status !== 200) throw new Error(JSON.stringify([made.body, published.body]));
    return published.body.address;
  }

  async open(bot: string, options: CallOptions = {}): Promise<TestConversation> {
    const opened = await this.call(`/api/chat/${bot}/conversations`, { body: {}, ...options });
    if (opened.status !== 201) throw new Error(JSON.stringify(opened.body));
    return new TestConversation(this, bot, opened.body);
  }
}

/** One conversation of a test. */
export class TestConversation {
  readonly id: string;
  readonly token: string;
  readonly path: string;
  readonly opened: ChatAnswerBody;
  readonly #app: ChatApp;
  readonly #bot: string;
  readonly #url: string | undefined;

  constructor(app: ChatApp, bot: string, opened: ChatAnswerBody, url?: string) {
    this.#app = app;
    this.#bot = bot;
    this.#url = url;
    this.opened = opened;
    ({ id: this.id, token: this.token } = opened.conversation);
    this.path = `/api/chat/${bot}/conversations/${this.id}`;
  }

  /** The same conversation at another replica. */
  at(url: string): TestConversation {
    return new TestConversation(this.#app, this.#bot, this.opened, url);
  }

  call(path: string, options: CallOptions = {}): Promise<Called> {
    const place = this.#url === undefined ? {} : { url: this.#url };
    return this.#app.call(`${this.path}${path}`, { token: this.token, ...place, ...options });
  }

  turn(body: unknown, options: CallOptions = {}): Promise<Called> {
    return this.call('/turns', { body, ...options });
  }

  say(text: string, options: CallOptions = {}): Promise<Called> {
    return this.turn({ text }, options);
  }

  async events(after = 0): Promise<ChatTestEvent[]> {
    return (await this.call(`/events?after=${after}`)).body.events;
  }

  /** Opens a stream of a turn, or of the conversation. */
  async stream(path: string, options: CallOptions = {}): Promise<TestStream> {
    const control = new AbortController();
    const response = await this.#app.fetch(`${this.path}${path}`, {
      token: this.token,
      ...(this.#url === undefined ? {} : { url: this.#url }),
      signal: control.signal,
      ...options,
      headers: { accept: 'text/event-stream', ...options.headers },
    });
    return new TestStream(response, control);
  }
}

/** Reads an event stream bit by bit. */
export class TestStream {
  readonly status: number;
  readonly headers: Headers;
  readonly events: ChatTestEvent[] = [];
  readonly ids: (string | undefined)[] = [];
  comments = 0;
  ended = false;
  readonly done: Promise<void>;
  readonly #control: AbortController;
  #waiting: (() => void)[] = [];

  constructor(response: Response, control: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#control = control;
    this.done = this.#read(response).catch(() => {
      this.ended = true;
      this.#wake();
    });
  }

  /** The first event that fits, waited for. */
  async until(fits: (event: ChatTestEvent) => boolean, milliseconds = 60_000): Promise<ChatTestEvent> {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = this.events.find(fits);
      if (found) return found;
      if (this.ended || Date.now() > end) throw new Error(`not in the stream: ${JSON.stringify(this.events)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  close(): void {
    this.#control.abort();
  }

  async #read(response: Response): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = parts.pop()!;
      for (const part of parts) {
        if (part.startsWith(':')) this.comments++;
        const data = part.split('\n').find((line) => line.startsWith('data: '));
        if (!data) continue;
        this.ids.push(
          part
            .split('\n')
            .find((line) => line.startsWith('id: '))
            ?.slice(4),
        );
        this.events.push(JSON.parse(data.slice(6)) as ChatTestEvent);
      }
      this.#wake();
    }
    this.ended = true;
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting = [];
  }
}

/** A flow of the contract's examples. */
export function exampleFlow(name: string): FlowDocument {
  const file = path.resolve(import.meta.dirname, '../../../../e2e/flows', `${name}.flow.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as FlowDocument;
}

/** A flow of these nodes, one after another from `start`, or by edges as `from.port > to`. */
export function testFlow(
  key: string,
  nodes: FlowDocument['nodes'],
  edges?: string[],
  rest: Partial<FlowDocument> = {},
): FlowDocument {
  const all = [{ id: 'start', type: 'start', config: {} }, ...nodes.filter((node) => node.id !== 'start')];
  const start = nodes.find((node) => node.id === 'start');
  if (start) all[0] = { config: {}, ...start };
  const chain = all.slice(1).map((node, index) => ({ from: all[index]!.id, port: 'next', to: node.id }));
  const given = edges?.map((text) => {
    const [left = '', to = ''] = text.split(' > ');
    const [from = '', port = 'next'] = left.split(/\.(.*)/);
    return { from, port, to };
  });
  return { format: 'patchbay.flow/1', key, name: key, nodes: all, edges: given ?? chain, ...rest };
}

export function textsOf(events: ChatTestEvent[]): string[] {
  return events
    .filter((event) => event.type === 'message')
    .map((event) => `${String(event.role)}: ${String(event.text)}`);
}
