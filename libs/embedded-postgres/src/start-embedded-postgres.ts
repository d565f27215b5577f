import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Cluster, initialiseCluster, newPassword, startCluster, stopCluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { takeOwnerLock } from './owner-lock.ts';
import { platformBinaries } from './platform-binaries.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive, isPostgresOf } from './process-identity.ts';
import { serverIdentity } from './unprivileged-user.ts';

export interface EmbeddedPostgres {
  /** Address of the database `patchbay` as its owner, who is no superuser. */
  url: string;
  port: number;
  /** Whether a server was found running whose owner had died. */
  adopted: boolean;
  /** Stops the server and gives the data directory free. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Data directory of the cluster; what belongs to it (lock, port, password) stands beside it. */
  directory: string;
  settings?: Record<string, string>;
  log?: (text: string) => void;
}

const OWNER = 'patchbay';
const DATABASE = 'patchbay';
const EXTENSIONS = ['pg_trgm', 'unaccent', 'fuzzystrmatch'];

/** For a small machine: durable, and quick to start. */
const defaultSettings: Record<string, string> = {
  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'fatal',
  password_encryption: 'scram-sha-256',
};

/** Starts, adopts or restarts the PostgreSQL of a data directory. Throws when another living process owns it, or when no user can run it there. */
export async function startEmbeddedPostgres({
  directory: given,
  settings = {},
  log = () => undefined,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const directory = path.resolve(given);
  const parent = path.dirname(directory);
  // Others may pass through, and see nothing: as root, the server runs as another user.
  if (!existsSync(parent)) mkdirSync(parent, { recursive: true, mode: 0o711 });
  const lock = takeOwnerLock(`${directory}.lock`);
  try {
    const cluster: Cluster = { directory, ...serverIdentity({ parent, binaries: platformBinaries() }) };
    const password = secretIn(`${directory}.password`);
    if (!existsSync(path.join(directory, 'PG_VERSION'))) log('Making the embedded database …');
    await initialiseCluster({ ...cluster, password });
    const running = await runningServer({ cluster, password });
    const port = running ?? (await freePort(rememberedPort(`${directory}.port`)));
    if (running === undefined) await startCluster({ ...cluster, port, settings: { ...defaultSettings, ...settings } });
    else log('Found the embedded database running; its owner had died.');
    writeFileSync(`${directory}.port`, String(port));
    await prepareDatabase({ port, password, marker: `${directory}.prepared` });
    return {
      url: `postgres://${OWNER}:${password}@127.0.0.1:${port}/${DATABASE}`,
      port,
      adopted: running !== undefined,
      async stop() {
        await stopCluster(cluster);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

// The port of a live server of this directory that takes our password. One that does not is stopped; a pid file whose process is no server of this directory is removed.
async function runningServer({
  cluster,
  password,
}: {
  cluster: Cluster;
  password: string;
}): Promise<number | undefined> {
  const postmaster = readPostmaster(cluster.directory);
  if (!postmaster) return undefined;
  if (!isAlive(postmaster.pid) || !isPostgresOf({ pid: postmaster.pid, directory: cluster.directory })) {
    // Its socket's lock names the dead process too.
    for (const name of readdirSync(cluster.directory)) {
      if (name === 'postmaster.pid' || name.startsWith('.s.PGSQL.'))
        rmSync(path.join(cluster.directory, name), { force: true });
    }
    return undefined;
  }
  if (postmaster.port !== undefined && (await answers({ port: postmaster.port, password }))) return postmaster.port;
  await stopCluster(cluster);
  return undefined;
}

async function answers({ port, password }: { port: number; password: string }): Promise<boolean> {
  const client = superuser({ port, password, database: 'postgres' });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function superuser({ port, password, database }: { port: number; password: string; database: string }): pg.Client {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  return client;
}

// Role, database and extensions, once; each step may be repeated after a crash between two of them.
async function prepareDatabase({
  port,
  password,
  marker,
}: {
  port: number;
  password: string;
  marker: string;
}): Promise<void> {
  if (existsSync(marker)) return;
  const client = superuser({ port, password, database: 'postgres' });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(`${verb} ROLE ${OWNER} LOGIN NOSUPERUSER CREATEROLE PASSWORD '${password}'`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER} TEMPLATE template0`);
  } finally {
    await client.end();
  }
  const inside = superuser({ port, password, database: DATABASE });
  await inside.connect();
  try {
    for (const extension of EXTENSIONS) await inside.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  } finally {
    await inside.end();
  }
  writeFileSync(marker, new Date().toISOString());
}

function secretIn(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const password = newPassword();
  writeFileSync(file, password, { mode: 0o600 });
  chmodSync(file, 0o600);
  return password;
}

function rememberedPort(file: string): number | undefined {
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
