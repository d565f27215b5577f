import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Cluster, START_MS } from './cluster.ts';
import { appendToFile, replaceFile } from './owned-files.ts';
import { runProgram } from './run-program.ts';

/** Settings that Patchbay makes stand in a file of their own, written anew at each start. */
export const SETTINGS_FILE = 'patchbay.conf';

/**
 * Makes the cluster where there is none: UTF-8, collation independent of the system, scram. Made apart and moved in whole, so that a crash leaves none half made.
 * `durable: false` leaves out the flush to disk.
 */
export async function initialiseCluster({
  directory,
  binaries,
  identity,
  password,
  durable = true,
}: Cluster & { password: string; durable?: boolean }): Promise<void> {
  if (existsSync(path.join(directory, 'PG_VERSION'))) return;
  removeUnfinished(directory);
  const made = `${directory}.new-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${made}.password`;
  mkdirSync(made, { mode: 0o700 });
  if (identity) chownSync(made, identity.uid, identity.gid);
  replaceFile({ file: passwordFile, text: password, identity });
  try {
    const args = [
      ...['-D', made, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ];
    const ran = await runProgram({ file: binaries.initdb, args, identity, timeoutMs: START_MS });
    if (ran.code !== 0) throw new Error(`The embedded PostgreSQL could not be initialised:\n${ran.output}`);
    appendToFile({ file: path.join(made, 'postgresql.conf'), text: `\ninclude = '${SETTINGS_FILE}'\n` });
    renameSync(made, directory);
  } finally {
    for (const place of [made, passwordFile]) rmSync(place, { recursive: true, force: true });
  }
}

// What a start left that was killed in the middle.
function removeUnfinished(directory: string): void {
  const parent = path.dirname(directory);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${path.basename(directory)}.new-`))
      rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}
