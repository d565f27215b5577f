import { setTimeout as sleep } from 'node:timers/promises';
import { send, textOf } from '../client/send.ts';

/** How long something is asked for again and again when nobody is there, or the database is away. Milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 250;

const WORKSPACE = '/api/v1/workspaces/default';

/** The administration API, with a key. */
export class Administration {
  readonly #port: () => number;
  readonly #key: string;

  private constructor({ port, key }: { port: () => number; key: string }) {
    this.#port = port;
    this.#key = key;
  }

  /** Signs in as the first administrator and makes a key. */
  static async enter(options: { port: () => number; email: string; password: string }): Promise<Administration> {
    const { port, email, password } = options;
    const login = await send({ port: port(), path: '/api/v1/auth/login', body: { email, password } });
    const cookie = login.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { csrfToken }: { csrfToken: string } = JSON.parse(await textOf(login.body));
    const made = await send({
      port: port(),
      path: `${WORKSPACE}/api-keys`,
      body: { name: 'chaos', role: 'admin' },
      headers: { cookie, 'x-csrf-token': csrfToken },
    });
    const { key }: { key: string } = JSON.parse(await textOf(made.body));
    return new Administration({ port, key });
  }

  /** Reads something, and goes on asking while processes come and go. */
  async read<Answer>(path: string): Promise<Answer> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.call<Answer>({ method: 'GET', path });
      } catch (error) {
        if (Date.now() > end) throw error;
        await sleep(PAUSE_MS);
      }
    }
  }

  /** Throws when it is refused. */
  async call<Answer>({ method, path, body }: { method: string; path: string; body?: unknown }): Promise<Answer> {
    const reply = await send({
      port: this.#port(),
      path: `${WORKSPACE}${path}`,
      method,
      headers: { authorization: `Bearer ${this.#key}` },
      ...(body === undefined ? {} : { body }),
    });
    const text = await textOf(reply.body);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    const answer: Answer = JSON.parse(text);
    return answer;
  }
}
