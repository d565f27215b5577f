import { accessSync, chmodSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '@patchbay/embedded-postgres';

const memoryDisk = '/dev/shm';
const neededBytes = 6 * 2 ** 30;
const prefix = 'patchbay-test-';

/**
 * A directory for everything that a run of tests writes, removed when this process ends: in memory where the system has that and enough of it, since the
 * databases of a run write gigabytes, and a disk that is shared or throttled then holds everybody up for minutes. Elsewhere beside other temporary files.
 * Set as `TMPDIR` for this process and what it starts.
 */
export function useScratchDirectory(): string {
  const parent = memoryDiskFits() ? memoryDisk : tmpdir();
  removeLeftBehind(parent);
  const directory = mkdtempSync(path.join(parent, `${prefix}${process.pid}-`));
  // PostgreSQL and scripts run as users of their own.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  process.on('exit', remove);
  process.on('SIGINT', () => process.exit(130));
  return directory;
}

function memoryDiskFits(): boolean {
  try {
    accessSync(memoryDisk, constants.W_OK | constants.X_OK);
    const mount = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .findLast(([, place]) => place === memoryDisk);
    if (!mount || mount[2] !== 'tmpfs' || mount[3]?.split(',').includes('noexec')) return false;
    const { bavail, bsize } = statfsSync(memoryDisk);
    // What is free of it may be more than what is free of the memory.
    return Math.min(bavail * bsize, process.availableMemory()) >= neededBytes;
  } catch {
    return false;
  }
}

// Of runs that were killed: what stays in memory is missed there.
function removeLeftBehind(parent: string): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = /^patchbay-test-(\d+)-/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}
