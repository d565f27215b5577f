import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './process-identity.ts';
import { systemOutput } from './system-output.ts';

/** Whether a process is the PostgreSQL server of a data directory. When the system does not let us see, a living process is taken for it: the careful answer. */
export function isPostmasterOf({ pid, directory }: { pid: number; directory: string }): boolean {
  if (!isAlive(pid)) return false;
  const command = commandOf(pid);
  if (command === undefined) return true;
  const program = path.basename(command[0] ?? '').replace(/\.exe$/i, '');
  if (!program.startsWith('postgres') || program.startsWith('postgres:')) return false;
  return worksIn({ pid, directory }) ?? command.includes(realpathSync(directory));
}

/** Processes of a server that was killed which go on with their last query and hold its memory: a new server must wait for them. Empty where they cannot be found. */
export function orphansOf(directory: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandOf(pid)?.[0]?.startsWith('postgres: ') && worksIn({ pid, directory }));
}

// Every process of a server works in its data directory. Undefined when that is not for us to see.
function worksIn({ pid, directory }: { pid: number; directory: string }): boolean | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string[] | undefined {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (process.platform === 'win32') {
      const [name] = systemOutput('tasklist', ['/FO', 'CSV', '/NH', '/FI', `PID eq ${pid}`])
        .split(',')
        .map((field) => field.replaceAll('"', '').trim());
      // Only the name is told there, and a name is no proof that it is another server.
      return name === undefined || name.startsWith('postgres') ? undefined : [name];
    }
    // Split at the option, because paths may hold spaces.
    return systemOutput('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).split(/ -D /);
  } catch {
    return undefined;
  }
}
