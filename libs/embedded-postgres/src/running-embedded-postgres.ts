import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive, isPostgresOf } from './process-identity.ts';

/** Address of the database of a server that another process runs on this data directory; undefined when none does. */
export function runningEmbeddedPostgres({ directory: given }: { directory: string }): string | undefined {
  const directory = path.resolve(given);
  const postmaster = readPostmaster(directory);
  const password = `${directory}.password`;
  if (
    !postmaster?.port ||
    !existsSync(password) ||
    !isAlive(postmaster.pid) ||
    !isPostgresOf({ pid: postmaster.pid, directory })
  )
    return undefined;
  return `postgres://patchbay:${readFileSync(password, 'utf8').trim()}@127.0.0.1:${postmaster.port}/patchbay`;
}
