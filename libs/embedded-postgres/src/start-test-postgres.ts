import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Cluster, initialiseCluster, newPassword, startCluster, stopCluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { platformBinaries } from './platform-binaries.ts';
import { readPostmaster } from './postmaster-file.ts';
import { serverIdentity } from './unprivileged-user.ts';

export interface TestPostgres {
  /** Address as a superuser, of the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

/** A throw-away server without durability. It ends and removes itself also when this process dies. */
export async function startTestPostgres({
  settings = {},
}: {
  settings?: Record<string, string>;
} = {}): Promise<TestPostgres> {
  const parent = mkdtempSync(path.join(tmpdir(), 'patchbay-postgres-'));
  chmodSync(parent, 0o711);
  const cluster: Cluster = {
    directory: path.join(parent, 'data'),
    ...serverIdentity({ parent, binaries: platformBinaries() }),
  };
  const password = newPassword();
  let watchdog: ChildProcess | undefined;
  try {
    await initialiseCluster({ ...cluster, password });
    const port = await freePort();
    await startCluster({
      ...cluster,
      port,
      settings: {
        fsync: 'off',
        full_page_writes: 'off',
        synchronous_commit: 'off',
        max_connections: '300',
        jit: 'off',
        timezone: 'UTC',
        ...settings,
      },
    });
    watchdog = watch({ parent, pid: readPostmaster(cluster.directory)?.pid });
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        await stopCluster(cluster, 'immediate');
        watchdog?.kill('SIGKILL');
        rmSync(parent, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(parent, { recursive: true, force: true });
    throw error;
  }
}

// A shell that reads from this process: when the pipe ends because this process died, it kills the server and removes its files.
function watch({ parent, pid }: { parent: string; pid: number | undefined }): ChildProcess | undefined {
  if (process.platform === 'win32' || pid === undefined) return undefined;
  const child = spawn(
    '/bin/sh',
    ['-c', 'cat >/dev/null; kill -QUIT "$1"; sleep 1; rm -rf "$2"', 'sh', String(pid), parent],
    { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' },
  );
  child.unref();
  // A socket by kind, though typed as a plain stream: it must not keep this process alive.
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  return child;
}
