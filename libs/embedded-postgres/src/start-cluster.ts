import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, START_MS } from './cluster.ts';
import { SETTINGS_FILE } from './initialise-cluster.ts';
import { replaceFile } from './owned-files.ts';
import { readPostmaster } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { runProgram } from './run-program.ts';
import { serverLog } from './server-log.ts';

/** Bytes that a socket's path may have on every system. */
const LONGEST_SOCKET = 100;

/** Starts the server in a process group of its own (pg_ctl sees to that) and waits until it takes connections. Throws with the end of its log. */
export async function startCluster({
  directory,
  binaries,
  identity,
  settings,
}: Cluster & { settings: string }): Promise<void> {
  replaceFile({ file: path.join(directory, SETTINGS_FILE), text: settings, identity });
  const log = serverLog(directory);
  log.begin();
  const args = ['start', '-W', '-D', directory, '-l', log.file];
  const ran = await runProgram({ file: binaries.pgCtl, args, identity, timeoutMs: START_MS });
  if (ran.code !== 0) throw new Error(`The embedded PostgreSQL did not start:\n${ran.output}${log.end()}`);
  await untilReady(directory);
}

/** Waits for a server that is starting. pg_ctl itself would look ten times a second only. */
export async function untilReady(directory: string): Promise<void> {
  const log = serverLog(directory);
  const begun = Date.now();
  let seen = false;
  while (Date.now() - begun < START_MS) {
    const postmaster = readPostmaster(directory);
    if (postmaster?.status === 'ready') return;
    if (postmaster && isAlive(postmaster.pid)) seen = true;
    else if (seen || /FATAL|could not|not found/.test(log.end()) || Date.now() - begun > 15_000) break;
    await sleep(5);
  }
  throw new Error(`The embedded PostgreSQL did not become ready:\n${log.end()}`);
}

/** The text of the settings file. Values stand in a file because pg_ctl hands options to a shell. */
export function settingsText({
  directory,
  port,
  settings,
}: {
  directory: string;
  port: number;
  settings: Record<string, string>;
}): string {
  const fits = Buffer.byteLength(path.join(directory, '.s.PGSQL.65535.lock')) <= LONGEST_SOCKET;
  const all: Record<string, string> = {
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    // Quoted, because a comma would divide it.
    unix_socket_directories: process.platform !== 'win32' && fits ? `"${directory}"` : '',
  };
  return Object.entries(all)
    .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
    .join('');
}
