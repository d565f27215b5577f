import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, START_MS } from './cluster.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isPostmasterOf } from './server-processes.ts';
import { untilReady } from './start-cluster.ts';
import { stopCluster } from './stop-cluster.ts';
import { asSuperuser } from './superuser-client.ts';

/**
 * The port of a living server of this directory that takes our password and has these settings, for adoption. One that is starting is waited for, one that is
 * ending too, one that does not answer is stopped. A pid file is removed only when its process is no server of this directory.
 */
export async function liveServer({
  cluster,
  password,
  fits,
}: {
  cluster: Cluster;
  password: string;
  fits(port: number): boolean;
}): Promise<number | undefined> {
  const { directory } = cluster;
  const postmaster = readPostmaster(directory);
  if (!postmaster || !isPostmasterOf({ pid: postmaster.pid, directory })) {
    removeStale(directory);
    return undefined;
  }
  if (postmaster.status === 'stopping') await untilEnded({ pid: postmaster.pid, directory });
  else {
    await untilReady(directory).catch(() => undefined);
    const port = readPostmaster(directory)?.port;
    if (port !== undefined && fits(port) && (await answers({ port, password }))) return port;
  }
  await stopCluster(cluster);
  removeStale(directory);
  return undefined;
}

// The locks of its socket name the dead process too.
function removeStale(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name === 'postmaster.pid' || name.startsWith('.s.PGSQL.')) rmSync(path.join(directory, name), { force: true });
  }
}

async function untilEnded({ pid, directory }: { pid: number; directory: string }): Promise<void> {
  const begun = Date.now();
  while (isPostmasterOf({ pid, directory }) && Date.now() - begun < START_MS) await sleep(10);
}

function answers(access: { port: number; password: string }): Promise<boolean> {
  return asSuperuser(access, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  );
}
