import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import pg from 'pg';

/** For three replicas, and one more while one is replaced. */
const settings = { max_connections: '200' };

/** The PostgreSQL of a cluster, which can be taken away and given back at the same address. */
export class ChaosDatabase {
  readonly #directory: string;
  readonly #settings: Record<string, string>;
  #server: EmbeddedPostgres;

  private constructor(options: { directory: string; settings: Record<string, string>; server: EmbeddedPostgres }) {
    this.#directory = options.directory;
    this.#settings = options.settings;
    this.#server = options.server;
  }

  static async start({
    directory,
    settings: more = {},
  }: {
    directory: string;
    settings?: Record<string, string>;
  }): Promise<ChaosDatabase> {
    const all = { ...settings, ...more };
    return new ChaosDatabase({
      directory,
      settings: all,
      server: await startEmbeddedPostgres({ directory, settings: all }),
    });
  }

  get url(): string {
    return this.#server.url;
  }

  get directory(): string {
    return this.#directory;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** Ends it as an administrator does, and starts it again after so long. */
  async outage({ awayMs }: { awayMs: number }): Promise<void> {
    const { port } = this.#server;
    await this.#server.stop();
    await sleep(awayMs);
    this.#server = await startEmbeddedPostgres({ directory: this.#directory, settings: this.#settings });
    if (this.#server.port !== port) throw new Error('The database came back at another port.');
  }

  /** Kills it, as a failing machine does; its supervision in this process starts it again. Resolves when it answers. */
  async crash(): Promise<void> {
    const pid = Number(readFileSync(path.join(this.#directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGQUIT');
    await sleep(100);
    await this.untilItAnswers();
  }

  async untilItAnswers({ withinMs = 60_000 }: { withinMs?: number } = {}): Promise<void> {
    const end = Date.now() + withinMs;
    for (;;) {
      try {
        await this.query('SELECT 1');
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await sleep(50);
      }
    }
  }

  /** Cuts every connection of the product. Gives how many there were. */
  async terminateBackends(): Promise<number> {
    const rows = await this.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = current_user`,
    );
    return rows.length;
  }

  /** On a connection of its own. `role`: as whom; row-level security shows no rows to the owner who names no workspace. */
  async query<Row extends object = Record<string, unknown>>(
    text: string,
    values: unknown[] = [],
    { role }: { role?: string } = {},
  ): Promise<Row[]> {
    const options = role === undefined ? {} : { options: `-c role=${role}` };
    const client = new pg.Client({ connectionString: this.url, application_name: 'chaos', ...options });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
