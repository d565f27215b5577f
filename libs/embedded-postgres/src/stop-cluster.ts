import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { runProgram } from './run-program.ts';
import { isPostmasterOf } from './server-processes.ts';

type Mode = 'fast' | 'immediate';

/** How long the server may take to write everything down before it is stopped at once, to recover when it starts next. Milliseconds. */
const FAST_MS = 20_000;
const IMMEDIATE_MS = 10_000;

/** Stops the server of a data directory, if one runs: connections are cut, transactions that are open roll back. */
export async function stopCluster(cluster: Cluster, mode: Mode = 'fast'): Promise<void> {
  const { directory } = cluster;
  const postmaster = readPostmaster(directory);
  // pg_ctl would send its signal to whatever process has that id by now.
  if (!postmaster || !isPostmasterOf({ pid: postmaster.pid, directory })) return;
  const { pid } = postmaster;
  if (mode === 'fast' && (await stopped({ cluster, pid, mode, withinMs: FAST_MS }))) return;
  if (await stopped({ cluster, pid, mode: 'immediate', withinMs: IMMEDIATE_MS })) return;
  throw new Error(`The embedded PostgreSQL (process ${pid}) did not stop.`);
}

async function stopped({
  cluster: { directory, binaries, identity },
  pid,
  mode,
  withinMs,
}: {
  cluster: Cluster;
  pid: number;
  mode: Mode;
  withinMs: number;
}): Promise<boolean> {
  const args = ['stop', '-W', '-m', mode, '-D', directory];
  const ran = await runProgram({ file: binaries.pgCtl, args, identity, timeoutMs: withinMs });
  const begun = Date.now();
  while (isAlive(pid)) {
    if (ran.code !== 0 || Date.now() - begun > withinMs) return false;
    await sleep(5);
  }
  return true;
}
