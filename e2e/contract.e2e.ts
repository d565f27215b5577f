import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type OpenAiServer, startOpenAiServer } from '@patchbay/testing';
import { jsonOf } from './support/json-of.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// The outside contract on the built product: the example flows import, publish and answer.

const admin = { email: 'admin@example.com', password: 'correct horse battery' };
let patchbay: Patchbay;
let model: OpenAiServer;
let key = '';

interface ChatEvent {
  seq?: number;
  type: string;
  id?: string;
  text?: string;
  kind?: string;
  resolution?: string;
  turnId?: string;
}

test.beforeAll(async () => {
  model = await startOpenAiServer({ reply: () => ({ text: 'Have you tried turning it off and on again?' }) });
  patchbay = await startPatchbay({
    env: {
      PATCHBAY_ADMIN_EMAIL: admin.email,
      PATCHBAY_ADMIN_PASSWORD: admin.password,
      OPENAI_BASE_URL: `${model.url}/v1`,
      OPENAI_MODEL: 'test-model',
    },
  });
  const login = await fetch(`${patchbay.url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(admin),
  });
  const { csrfToken } = await jsonOf<{ csrfToken: string }>(login);
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  const made = await fetch(`${patchbay.url}/api/v1/workspaces/default/api-keys`, {
    method: 'POST',
    headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'e2e', role: 'admin' }),
  });
  key = (await jsonOf<{ key: string }>(made)).key;
});

test.afterAll(async () => {
  expect(await patchbay.stop()).toBe(0);
  await model.close();
});

async function administer(
  method: string,
  place: string,
  body?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${patchbay.url}/api/v1/workspaces/default${place}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: body ?? '{}',
  });
  return { status: response.status, body: await jsonOf(response) };
}

async function publish(name: string): Promise<void> {
  const text = readFileSync(path.join(import.meta.dirname, 'flows', `${name}.flow.json`), 'utf8');
  expect(await administer('POST', '/flows/import', text)).toMatchObject({ status: 200, body: { created: [name] } });
  expect(await administer('POST', `/flows/${name}/publish`)).toEqual({
    status: 200,
    body: { version: 1, address: name },
  });
}

class Chat {
  readonly bot: string;
  id = '';
  token = '';
  turns = 0;
  /** Opening with one key twice gives one conversation: each has keys of its own. */
  readonly keys = crypto.randomUUID();

  constructor(bot: string) {
    this.bot = bot;
  }

  async open(): Promise<ChatEvent[]> {
    const response = await this.send('', {});
    expect(response.status).toBe(201);
    const { conversation, events } = await jsonOf<{ conversation: { id: string; token: string }; events: ChatEvent[] }>(
      response,
    );
    Object.assign(this, conversation);
    return events;
  }

  send(place: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${patchbay.url}/api/chat/${this.bot}/conversations${place}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': this.keyOf(++this.turns),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
    });
  }

  keyOf(turn: number): string {
    return `${this.keys} ${turn}`;
  }

  async turn(body: unknown): Promise<string[]> {
    const response = await this.send(`/${this.id}/turns`, body);
    expect(response.status).toBe(200);
    const { events } = await jsonOf<{ events: ChatEvent[] }>(response);
    this.last = events;
    return events
      .filter((event) => event.type !== 'turn.completed')
      .map((event) => event.text ?? event.resolution ?? event.kind ?? event.type);
  }

  last: ChatEvent[] = [];
  get component(): string {
    return this.last.find((event) => event.type === 'component')?.id ?? '';
  }
}

test('echo: greets, answers, and gives the same answer to the same key', async () => {
  await publish('echo');
  const chat = new Chat('echo');
  expect((await chat.open()).map((event) => event.text)).toContain('Say something.');
  expect(await chat.turn({ text: 'hi' })).toEqual(['hi', 'You said: hi']);
  const again = await chat.send(`/${chat.id}/turns`, { text: 'hi' }, { 'idempotency-key': chat.keyOf(2) });
  expect((await jsonOf<{ events: ChatEvent[] }>(again)).events).toEqual(chat.last);
  const other = await chat.send(`/${chat.id}/turns`, { text: 'other' }, { 'idempotency-key': chat.keyOf(2) });
  expect(await other.json()).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
  const since = await fetch(`${patchbay.url}/api/chat/echo/conversations/${chat.id}/events?after=2`, {
    headers: { authorization: `Bearer ${chat.token}` },
  });
  expect((await jsonOf<{ events: ChatEvent[] }>(since)).events.map((event) => event.seq)).toEqual([3, 4, 5]);
});

test('order-form: refuses what its rules refuse, takes the rest, closes and begins anew', async () => {
  await publish('order-form');
  const chat = new Chat('order-form');
  chat.last = await chat.open();
  const choice = chat.component;
  expect(await chat.turn({ submit: { componentId: choice, values: { option: 'laptop' } } })).toEqual([
    'component.closed',
    'form',
  ]);
  const form = chat.component;
  const refused = await chat.send(`/${chat.id}/turns`, {
    submit: { componentId: form, values: { model: '17 inch', amount: 'many', colour: 'red' } },
  });
  expect((await jsonOf<{ issues: { path: string }[] }>(refused)).issues.map((issue) => issue.path)).toEqual([
    'submit.values.colour',
    'submit.values.model',
    'submit.values.amount',
  ]);
  expect(
    (await chat.send(`/${chat.id}/turns`, { submit: { componentId: choice, values: { option: 'laptop' } } })).status,
  ).toBe(409);
  expect((await chat.send(`/${chat.id}/turns`, { submit: { componentId: 'nothing', values: {} } })).status).toBe(422);
  expect(await chat.turn({ submit: { componentId: form, values: { model: '15 inch', amount: 6 } } })).toEqual([
    'component.closed',
    "6 need your manager's word.",
    'resolved',
  ]);
  expect(await chat.turn({ text: 'Something else' })).toEqual([
    'conversation.reopened',
    'Something else',
    'What do you need?',
    'choice',
  ]);
  expect(await chat.turn({ text: 'something else' })).toEqual([
    'something else',
    'component.closed',
    'Then tell me your e-mail address.',
  ]);
  expect(await chat.turn({ text: 'ada@example.com' })).toEqual([
    'ada@example.com',
    'We will write to ada@example.com.',
    'resolved',
  ]);
});

test('script: computes in the sandbox', async () => {
  await publish('script');
  const chat = new Chat('script');
  await chat.open();
  expect(await chat.turn({ text: 'hey' })).toEqual(['hey', 'HEY 500500']);
});

test('llm: streams, and the whole text equals its deltas', async () => {
  await publish('llm');
  const chat = new Chat('llm');
  await chat.open();
  const response = await chat.send(`/${chat.id}/turns`, { text: 'My laptop is slow' }, { accept: 'text/event-stream' });
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const events: (ChatEvent & { offset?: number })[] = (await response.text())
    .split('\n\n')
    .flatMap((block) => (block.includes('data: ') ? [JSON.parse(block.slice(block.indexOf('data: ') + 6))] : []));
  const deltas = events.filter((event) => event.type === 'message.delta');
  const whole = events.filter((event) => event.type === 'message').at(-1);
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.map((delta) => delta.text).join('')).toBe(whole?.text);
  model.next({ status: 400 });
  expect(await chat.turn({ text: 'again' })).toEqual(['again', 'The model is not available: model.refused']);
});

test('who is nobody, and what is not there', async () => {
  const chat = new Chat('echo');
  await chat.open();
  expect((await chat.send(`/${chat.id}/turns`, { text: 'x' }, { authorization: 'Bearer wrong' })).status).toBe(401);
  const other = new Chat('echo');
  await other.open();
  expect((await chat.send(`/${other.id}/turns`, { text: 'x' })).status).toBe(404);
  expect((await new Chat('no-such-bot').send('', {})).status).toBe(404);
  expect((await chat.send(`/${chat.id}/turns`, { text: 'x'.repeat(16_001) })).status).toBe(422);
  expect((await chat.send(`/${chat.id}/turns`, { text: 'x', flow: {} })).status).toBe(422);
});
