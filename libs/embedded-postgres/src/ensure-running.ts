import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { liveServer } from './live-server.ts';
import { readEnd } from './owned-files.ts';
import path from 'node:path';
import { SETTINGS_FILE } from './initialise-cluster.ts';
import { orphansOf } from './server-processes.ts';
import { settingsText, startCluster } from './start-cluster.ts';

/** For how long a start is tried again that fails for a reason that passes. Milliseconds. */
const PATIENCE_MS = 20_000;

export interface ServerWish {
  cluster: Cluster;
  /** Of the superuser. */
  password: string;
  settings: Record<string, string>;
  /** The port that it had; taken again when it is free. */
  port: number | undefined;
  /** Whether no other port will do. */
  keepPort?: boolean;
}

/** Sees to it that the server runs with these settings: one that lives already is adopted, else it is started. */
export async function ensureRunning(wish: ServerWish): Promise<{ port: number; adopted: boolean }> {
  const { cluster, password, settings } = wish;
  const { directory } = cluster;
  const file = path.join(directory, SETTINGS_FILE);
  const fits = (port: number) => readEnd({ file, bytes: 100_000 }) === settingsText({ directory, port, settings });
  const begun = Date.now();
  for (;;) {
    const running = await liveServer({ cluster, password, fits });
    if (running !== undefined) return { port: running, adopted: true };
    const port = wish.keepPort && wish.port !== undefined ? wish.port : await freePort(wish.port);
    try {
      await startCluster({ ...cluster, settings: settingsText({ directory, port, settings }) });
      return { port, adopted: false };
    } catch (error) {
      if (!passes(error) || Date.now() - begun > PATIENCE_MS) throw explained({ error, directory });
      await sleep(100);
      // Queries of a server that was killed would otherwise hold its memory until they end by themselves.
      if (Date.now() - begun > 1_000) for (const pid of orphansOf(directory)) end(pid);
    }
  }
}

// The memory of a killed server goes with its last process, a port may be taken in between, and a start that was interrupted may still be going on.
function passes(error: unknown): boolean {
  return (
    error instanceof Error &&
    /shared memory block|Address already in use|could not bind|lock file "postmaster.pid" already exists|did not become ready:\n$/.test(
      error.message,
    )
  );
}

function explained({ error, directory }: { error: unknown; directory: string }): unknown {
  if (!(error instanceof Error)) return error;
  if (error.message.includes('database files are incompatible'))
    return new Error(
      `The embedded database in ${directory} was made by another major version of PostgreSQL. Make a backup with the release that made it ("patchbay backup"), ` +
        `move the directory away and restore the backup with this one.\n${error.message}`,
    );
  return error;
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It ended by itself.
  }
}
