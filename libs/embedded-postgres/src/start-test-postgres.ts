import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureRunning } from './ensure-running.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { platformBinaries } from './platform-binaries.ts';
import { newPassword } from './role-password.ts';
import { serverIdentity } from './server-identity.ts';
import { stopCluster } from './stop-cluster.ts';

export interface TestPostgres {
  /** Address as a superuser, of the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

const quick = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '300',
  jit: 'off',
  timezone: 'UTC',
};

/** A throw-away server without durability. It ends and removes itself also when this process dies. */
export async function startTestPostgres({
  settings = {},
}: {
  settings?: Record<string, string>;
} = {}): Promise<TestPostgres> {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'patchbay-postgres-')));
  chmodSync(parent, 0o711);
  const directory = path.join(parent, 'data');
  const watchdog = watch(parent);
  const cluster = { directory, ...serverIdentity({ directory, binaries: platformBinaries() }) };
  const password = newPassword();
  const clear = async () => {
    await stopCluster(cluster, 'immediate');
    rmSync(parent, { recursive: true, force: true });
    watchdog?.kill('SIGKILL');
  };
  try {
    await initialiseCluster({ ...cluster, password, durable: false });
    const { port } = await ensureRunning({ cluster, password, settings: { ...quick, ...settings }, port: undefined });
    return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop: clear };
  } catch (error) {
    await clear();
    throw error;
  }
}

// Waits until this process has died, which ends the pipe, then ends the server and removes its files; repeated because a start may have been going on.
const cleaner = `cat >/dev/null
for round in 1 2 3 4 5 6 7 8 9 10; do
  read -r pid <"$1/data/postmaster.pid" && kill -QUIT "$pid"
  rm -rf "$1"
  sleep 0.2
done`;

function watch(parent: string): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const child = spawn('/bin/sh', ['-c', cleaner, 'sh', parent], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  child.unref();
  // A socket by kind, though typed as a plain stream: it must not keep this process alive.
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child;
}
