import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';

/** A wall that the operating system builds round a worker, beside those that are always there. */
export interface MissingWall {
  wall: 'user' | 'network';
  why: string;
}

/** How workers are started on this machine. */
export interface Enclosure {
  /** Program and arguments that go before Node's own; each start may get others. They become the worker: its process id is that of the start. */
  command(): readonly string[];
  missing: readonly MissingWall[];
}

interface Candidate {
  command: (user: number) => string[];
  walls: readonly MissingWall['wall'][];
}

/** Users that no distribution and no service manager gives out; each worker gets one of them, so that workers cannot signal each other. */
const FIRST_USER = 60_600;
const USERS = 500;
const PROBE_MS = 5_000;

/**
 * The strongest enclosure that this machine allows, found by trying: a user of its own and no capability needs root, a network namespace needs root or
 * user namespaces. `mustRead` and `node` are what a worker must be able to read and to run.
 */
export async function findEnclosure({
  node,
  mustRead,
}: {
  node: string;
  mustRead: readonly string[];
}): Promise<Enclosure> {
  if (process.platform !== 'linux') return none({ why: 'Linux alone has it', lonely: false });
  const lonely = hasNoNetwork('self');
  for (const candidate of candidates({ isRoot: process.getuid?.() === 0 })) {
    if (!(await works({ command: candidate.command(FIRST_USER), node, mustRead }))) continue;
    const { walls } = candidate;
    // One after another, so that two workers that live at once are two users.
    let next = randomInt(USERS);
    return {
      command: () => candidate.command(FIRST_USER + (next++ % USERS)),
      missing: [
        ...(walls.includes('user') ? [] : [{ wall: 'user' as const, why: whyNoUser() }]),
        ...(walls.includes('network') || lonely ? [] : [{ wall: 'network' as const, why: WHY_NO_NETWORK }]),
      ],
    };
  }
  return none({ why: 'neither unshare nor setpriv of util-linux can be used', lonely });
}

/** Walls that a started worker turns out not to have, of those it should have; the words of the kernel count, not those of the start. */
export function missingWalls({ pid, expected }: { pid: number; expected: readonly MissingWall['wall'][] }): string[] {
  return expected.filter((wall) => !(wall === 'user' ? hasOwnUser(pid) : hasNoNetwork(pid)));
}

function hasOwnUser(pid: number): boolean {
  const [, user] = /^Uid:\s+(\d+)/m.exec(readProc({ pid, name: 'status' })) ?? [];
  return user !== undefined && user !== '0' && Number(user) !== process.getuid?.();
}

/** Whether a process has no way out but loopback. */
function hasNoNetwork(pid: number | 'self'): boolean {
  const interfaces = [...readProc({ pid, name: 'net/dev' }).matchAll(/^\s*([^\s:]+):/gm)].map((match) => match[1]);
  return interfaces.every((name) => name === 'lo') && interfaces.length > 0;
}

function readProc({ pid, name }: { pid: number | 'self'; name: string }): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}

const WHY_NO_NETWORK = 'this system lets it make no network namespace';

function whyNoUser(): string {
  return process.getuid?.() === 0
    ? 'no other user can read Node and isolated-vm where they are'
    : 'only root can start processes as another user; the runner image does';
}

function none({ why, lonely }: { why: string; lonely: boolean }): Enclosure {
  return {
    command: () => [],
    missing: [{ wall: 'user', why }, ...(lonely ? [] : [{ wall: 'network' as const, why }])],
  };
}

function candidates({ isRoot }: { isRoot: boolean }): Candidate[] {
  const unshare = find('unshare');
  const setpriv = find('setpriv');
  if (!setpriv) return [];
  const asUser = (user: number) => [
    setpriv,
    ...[`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs', '--'],
  ];
  const bare = [setpriv, '--no-new-privs', '--'];
  const apart = unshare ? [unshare, '--net', '--ipc', '--'] : undefined;
  const apartAsNobody = unshare ? [unshare, '--user', '--net', '--ipc', '--'] : undefined;
  const all: (Candidate | false | undefined)[] = [
    isRoot && apart && { command: (user) => [...apart, ...asUser(user)], walls: ['user', 'network'] },
    isRoot && { command: asUser, walls: ['user'] },
    isRoot && apart && { command: () => [...apart, ...bare], walls: ['network'] },
    apartAsNobody && { command: () => [...apartAsNobody, ...bare], walls: ['network'] },
    { command: () => bare, walls: [] },
  ];
  return all.filter((candidate) => !!candidate);
}

function find(program: string): string | undefined {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((folder) => path.join(folder, program)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether Node runs in there and sees the files that it needs. */
async function works(options: { command: string[]; node: string; mustRead: readonly string[] }): Promise<boolean> {
  const { command, node, mustRead } = options;
  const test = find('test');
  if (!test) return false;
  const reads = mustRead.flatMap((file, index) => [...(index > 0 ? ['-a'] : []), '-r', file]);
  return (await ends([...command, test, ...reads])) && ends([...command, node, '--version']);
}

function ends([program = '', ...args]: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program, args, { env: {}, timeout: PROBE_MS, cwd: '/' }, (error) => resolve(error === null));
  });
}
