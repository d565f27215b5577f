import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';

/** Whether a process of this id lives, whoever it belongs to. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    return statFields(pid)[0] === 'Z';
  } catch {
    return false;
  }
}

/** When a process began, as a text that tells it from a later one with the same id; undefined when there is none. */
export function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return `${bootId()}:${statFields(pid)[19]}`;
    if (process.platform === 'win32') return isAlive(pid) ? 'running' : undefined;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether a process is a PostgreSQL server on this data directory. */
export function isPostgresOf({ pid, directory }: { pid: number; directory: string }): boolean {
  try {
    if (process.platform === 'linux') {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return /postgres$/.test(command[0] ?? '') && readlinkSync(`/proc/${pid}/cwd`) === directory;
    }
    if (process.platform === 'win32') return isAlive(pid);
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(directory);
  } catch {
    return false;
  }
}

// Fields after the name, which may hold spaces and brackets itself: state first, start time twentieth.
function statFields(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** Whether an error of the system has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
