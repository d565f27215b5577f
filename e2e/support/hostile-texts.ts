import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { jsonOf } from './json-of.ts';
import type { Patchbay } from './start-patchbay.ts';

interface Payload {
  class: string;
  text: string;
}

const file = path.resolve(import.meta.dirname, '../corpora/xss-corpus.json');
/** Texts that would run if anything took them for markup. */
export const HOSTILE_TEXTS = (JSON.parse(readFileSync(file, 'utf8')) as Payload[]).map(({ text }) => text);
export const account = { email: 'ada@example.com', password: 'correct horse battery' };
const w = '/api/v1/workspaces/default';

/** Writes as an administrator, or as who has the given address. */
export class Author {
  readonly #url: string;
  readonly #headers: Record<string, string>;
  readonly id: string;

  private constructor(url: string, headers: Record<string, string>, id: string) {
    this.#url = url;
    this.#headers = headers;
    this.id = id;
  }

  static async of(patchbay: Patchbay, email = account.email): Promise<Author> {
    const login = await fetch(`${patchbay.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: account.password }),
    });
    const { csrfToken } = await jsonOf<{ csrfToken: string }>(login);
    const headers = { cookie: login.headers.get('set-cookie')!.split(';')[0]!, 'x-csrf-token': csrfToken };
    const { user } = await jsonOf<{ user: { id: string } }>(await fetch(`${patchbay.url}/api/v1/me`, { headers }));
    return new Author(patchbay.url, headers, user.id);
  }

  async send(method: string, at: string, body: unknown, headers: Record<string, string> = {}): Promise<void> {
    const response = await fetch(`${this.#url}${w}${at}`, {
      method,
      headers: { 'content-type': 'application/json', ...this.#headers, ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${at}: ${await response.text()}`);
  }
}

/** As a name that may be given. */
export const named = (text: string) =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim()
    .slice(0, 120);
export const labelled = (text: string) => text.slice(0, 190).trim() || 'x';

/** A bot that says every text of a chunk, from data and not from templates, with the same texts on its nodes and notes. */
export function sayer(key: string, texts: string[]) {
  return {
    format: 'patchbay.flow/1',
    key,
    name: labelled(`</script><script>pwn()</script><img src=x onerror=pwn()> ${key}`),
    description: texts[0],
    variables: [{ key: 'said', type: 'array', default: texts }],
    settings: { maxStepsPerTurn: 500 },
    nodes: [
      { id: 'start', type: 'start', config: {} },
      ...texts.map((text, index) => ({
        id: `m${index}`,
        type: 'message',
        label: labelled(text),
        config: { text: `{{ vars.said[${index}] }}` },
      })),
      {
        id: 'ask',
        type: 'choice',
        config: {
          text: '{{ vars.said[0] }}',
          options: texts.slice(0, 30).map((_, index) => ({ id: `o${index}`, label: `{{ vars.said[${index}] }}` })),
        },
      },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'm0' },
      ...texts.map((_, index) => ({
        from: `m${index}`,
        port: 'next',
        to: index + 1 < texts.length ? `m${index + 1}` : 'ask',
      })),
    ],
    layout: Object.fromEntries(
      texts.map((_, index) => [`m${index}`, { x: (index % 11) * 260, y: Math.floor(index / 11) * 140 }]),
    ),
  };
}

/** Bots that each show one component of the chat page in which texts stand wherever an author or data may put one. */
export function components(prefix: string, texts: string[]): Record<string, object> {
  const at = (index: number) => `{{ vars.said[${index % texts.length}] }}`;
  const options = texts.map((_, index) => ({ value: `v${index}`, label: at(index) }));
  const types = ['text', 'textarea', 'checkbox', 'number', 'date', 'email'];
  const configs: Record<string, { type: string; config: object }> = {
    form: {
      type: 'form',
      config: {
        title: at(0),
        submitLabel: at(1),
        saveAs: 'order',
        fields: [
          { key: 'one', label: at(2), type: 'select', options },
          { key: 'several', label: at(3), type: 'multiselect', options },
          ...texts.slice(0, 90).map((_, index) => ({
            key: `f${index}`,
            label: at(index),
            help: at(index + 1),
            type: types[index % types.length],
          })),
        ],
      },
    },
    table: {
      type: 'table',
      config: {
        title: at(0),
        selectable: true,
        saveAs: 'row',
        rows: '{{ vars.rows }}',
        columns: [
          { key: 'text', label: at(1) },
          { key: 'again', label: at(2) },
        ],
      },
    },
    feedback: { type: 'feedback', config: { text: at(0), scale: 'stars', comment: true } },
    dropdown: {
      type: 'choice',
      config: {
        text: at(0),
        style: 'dropdown',
        options: texts.map((_, index) => ({ id: `o${index}`, label: at(index) })),
      },
    },
  };
  return Object.fromEntries(
    Object.entries(configs).map(([component, shown]) => [
      component,
      {
        format: 'patchbay.flow/1',
        key: `${prefix}-${component}`,
        name: labelled(texts[0]!),
        variables: [
          { key: 'said', type: 'array', default: texts },
          { key: 'rows', type: 'array', default: texts.map((text) => ({ text, again: { deep: [text] } })) },
        ],
        nodes: [
          { id: 'start', type: 'start', config: {} },
          { id: 'shown', ...shown },
        ],
        edges: [{ from: 'start', port: 'next', to: 'shown' }],
      },
    ]),
  );
}

/** A database on the server of this test run, so that none is set up for this file alone. */
export async function freshDatabase(): Promise<Record<string, string>> {
  const server = process.env.PATCHBAY_TEST_POSTGRES_URL;
  if (!server) return {};
  const name = `hostile_texts_${Date.now()}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { DATABASE_URL: url.href };
}
