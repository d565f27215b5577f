import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

// Debian puts it where the path of most users does not lead.
const PROGRAM = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(existsSync);

/** A real PgBouncer in transaction mode, on a free port of loopback. */
export class PgBouncer {
  /** Whether this machine has one. */
  static readonly isInstalled = PROGRAM !== undefined;
  readonly url: string;
  /** Such as 1.18. */
  readonly version: number;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(parts: { url: string; version: number; child: ChildProcess; folder: string }) {
    this.url = parts.url;
    this.version = parts.version;
    this.#child = parts.child;
    this.#folder = parts.folder;
  }

  /** `url`: the database with the user that servers are connected as; `servers`: most connections to it. */
  static async start({
    url,
    servers,
    connectQuery,
  }: {
    url: string;
    servers: number;
    connectQuery?: string;
  }): Promise<PgBouncer> {
    if (PROGRAM === undefined) throw new Error('pgbouncer is missing: .ci/run installs it.');
    const version = Number(/(\d+\.\d+)/.exec(spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' }).stdout)?.[1]);
    const port = await freePort();
    const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-pgbouncer-'));
    chmodSync(folder, 0o755);
    const to = new URL(url);
    const server = `host=${to.hostname} port=${to.port} dbname=${to.pathname.slice(1)} user=${to.username} password=${to.password}`;
    const config = path.join(folder, 'pgbouncer.ini');
    writeFileSync(
      config,
      `[databases]
pooled = ${server}${connectQuery ? ` connect_query='${connectQuery}'` : ''}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${servers}
max_client_conn = 100
server_reset_query =
log_connections = 0
log_disconnections = 0
`,
      { mode: 0o644 },
    );
    // It refuses to run as root.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const child = spawn(PROGRAM, [config], { stdio: 'ignore', cwd: '/', ...nobody });
    const bouncer = new PgBouncer({ url: `postgres://anybody@127.0.0.1:${port}/pooled`, version, child, folder });
    await bouncer.#answers();
    return bouncer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (let round = 0; ; round++) {
      const client = new pg.Client({ connectionString: this.url });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('SELECT 1');
        return;
      } catch (error) {
        if (round > 400 || this.#child.exitCode !== null) throw error;
        await sleep(25);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
