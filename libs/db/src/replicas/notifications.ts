import pg from 'pg';

const CHANNEL = 'patchbay';
/** Between attempts to connect again, the first and the longest; how often a silent connection is asked whether it lives, and how long it may take. Milliseconds. */
const AGAIN_MS = 100;
const LONGEST_AGAIN_MS = 2_000;
const ASK_MS = 5_000;
const ANSWER_MS = 3_000;

/** PostgreSQL takes payloads of less than 8,000 bytes. */
export const MOST_PAYLOAD_BYTES = 7_900;

interface NotificationsOptions {
  /** Past a pooler: LISTEN belongs to a session. */
  url: string;
  onPayload(payload: string): void;
  /** Listens from now on, at first or again: what was sent before was not heard. */
  onUp(): void;
}

/** LISTEN and NOTIFY on a connection of its own, which is made again as often as it breaks. */
export class Notifications {
  readonly #options: NotificationsOptions;
  #client: pg.Client | undefined;
  #up = false;
  #ended = false;
  #attempts = 0;
  #again: NodeJS.Timeout | undefined;
  #asking: NodeJS.Timeout | undefined;

  constructor(options: NotificationsOptions) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#up;
  }

  start(): void {
    void this.#connect();
  }

  /** Sends each payload to all that listen, this process included, in one round trip. Rejects while the connection is down. */
  async notify(payloads: readonly string[]): Promise<void> {
    if (!this.#client || !this.#up) throw new Error('The connection for notifications is down.');
    await this.#client.query('SELECT pg_notify($1, p) FROM unnest($2::text[]) AS p', [CHANNEL, payloads]);
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#again);
    const client = this.#client;
    this.#lose(client);
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: 'patchbay-listen',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_MS,
    });
    this.#client = client;
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    client.on('notification', ({ payload }) => payload !== undefined && this.#options.onPayload(payload));
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch {
      this.#lose(client);
      await client.end().catch(() => undefined);
      return;
    }
    if (this.#ended) return;
    this.#up = true;
    this.#attempts = 0;
    this.#asking = setInterval(() => void this.#ask(client), ASK_MS).unref();
    this.#options.onUp();
  }

  async #ask(client: pg.Client): Promise<void> {
    try {
      await client.query('SELECT 1');
    } catch {
      this.#lose(client);
      await client.end().catch(() => undefined);
    }
  }

  #lose(client: pg.Client | undefined): void {
    if (!client || this.#client !== client) return;
    this.#client = undefined;
    this.#up = false;
    clearInterval(this.#asking);
    if (this.#ended) return;
    const wait = Math.min(LONGEST_AGAIN_MS, AGAIN_MS * 2 ** Math.min(10, this.#attempts++));
    this.#again = setTimeout(() => void this.#connect(), wait * (0.5 + Math.random())).unref();
  }
}
