import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './platform-binaries.ts';
import { isAlive } from './process-identity.ts';
import { readPostmaster } from './postmaster-file.ts';
import { type Identity, runProgram } from './run-program.ts';

export interface Cluster {
  directory: string;
  binaries: Binaries;
  identity: Identity | undefined;
}

const START_MS = 60_000;
/** Bytes that a socket's path may have on every system. */
const LONGEST_SOCKET = 100;

/** Makes the cluster where there is none: UTF-8, collation independent of the system, scram. Made apart and moved in whole, so that a crash leaves none half made. */
export async function initialiseCluster({
  directory,
  binaries,
  identity,
  password,
}: Cluster & { password: string }): Promise<void> {
  if (existsSync(path.join(directory, 'PG_VERSION'))) return;
  const made = `${directory}.new`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { mode: 0o700 });
  const passwordFile = `${directory}.initdb-password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity) for (const place of [made, passwordFile]) chownSync(place, identity.uid, identity.gid);
  try {
    const args = [
      '-D',
      made,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ];
    const ran = await runProgram({ file: binaries.initdb, args, identity, timeoutMs: START_MS });
    if (ran.code !== 0) throw new Error(`The embedded PostgreSQL could not be initialised:\n${ran.output}`);
    renameSync(made, directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Starts the server in a process group of its own and waits until it takes connections. */
export async function startCluster({
  directory,
  binaries,
  identity,
  port,
  settings,
}: Cluster & { port: number; settings: Record<string, string> }): Promise<void> {
  const logFile = path.join(directory, 'server.log');
  const sockets =
    process.platform !== 'win32' && Buffer.byteLength(path.join(directory, '.s.PGSQL.65535')) <= LONGEST_SOCKET
      ? directory
      : '';
  const all: Record<string, string> = {
    ...settings,
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
  };
  // pg_ctl hands its options to a shell: values stand in a file of their own instead.
  const file = path.join(directory, 'patchbay.conf');
  writeFileSync(
    file,
    Object.entries(all)
      .map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`)
      .join(''),
    { mode: 0o600 },
  );
  const main = path.join(directory, 'postgresql.conf');
  if (!readFileSync(main, 'utf8').includes("include = 'patchbay.conf'"))
    writeFileSync(main, "\ninclude = 'patchbay.conf'\n", { flag: 'a' });
  if (identity) chownSync(file, identity.uid, identity.gid);
  rmSync(logFile, { force: true });
  const ran = await runProgram({
    file: binaries.pgCtl,
    args: ['start', '-W', '-D', directory, '-l', logFile],
    identity,
    timeoutMs: START_MS,
  });
  if (ran.code !== 0) throw new Error(`The embedded PostgreSQL did not start:\n${ran.output}${readLog(logFile)}`);
  await untilReady({ directory, logFile });
}

async function untilReady({ directory, logFile }: { directory: string; logFile: string }): Promise<void> {
  const end = Date.now() + START_MS;
  let seen = false;
  while (Date.now() < end) {
    const postmaster = readPostmaster(directory);
    if (postmaster?.status === 'ready') return;
    if (postmaster && isAlive(postmaster.pid)) seen = true;
    else if (seen || /FATAL|could not/.test(readLog(logFile))) break;
    await sleep(5);
  }
  throw new Error(`The embedded PostgreSQL did not become ready:\n${readLog(logFile)}`);
}

export async function stopCluster(
  { directory, binaries, identity }: Cluster,
  mode: 'fast' | 'immediate' = 'fast',
): Promise<void> {
  const ran = await runProgram({
    file: binaries.pgCtl,
    args: ['stop', '-w', '-t', '60', '-m', mode, '-D', directory],
    identity,
    timeoutMs: 70_000,
  });
  const left = readPostmaster(directory);
  if (ran.code !== 0 && left && isAlive(left.pid))
    throw new Error(`The embedded PostgreSQL did not stop:\n${ran.output}`);
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

function readLog(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4_000);
  } catch {
    return '';
  }
}
