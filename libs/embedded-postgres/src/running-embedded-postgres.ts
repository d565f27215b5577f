import { existsSync, readFileSync } from 'node:fs';
import { clusterPlace } from './cluster-place.ts';
import { readPostmaster } from './postmaster-file.ts';
import { ownerUrl } from './role-password.ts';
import { isPostmasterOf } from './server-processes.ts';

/** Address of the database of a server that another process runs on this data directory; undefined when none does. */
export function runningEmbeddedPostgres({ directory: given }: { directory: string }): string | undefined {
  const { directory, password } = clusterPlace(given);
  const postmaster = readPostmaster(directory);
  if (postmaster?.port === undefined || postmaster.status !== 'ready') return undefined;
  if (!existsSync(password) || !isPostmasterOf({ pid: postmaster.pid, directory })) return undefined;
  return ownerUrl({ port: postmaster.port, password: readFileSync(password, 'utf8').trim() });
}
