import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the workers that a process started (this one unless told), as Linux sees them; empty elsewhere. */
export function workerPids(parent: number = process.pid): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isWorkerOf({ pid, parent }));
}

function isWorkerOf({ pid, parent }: { pid: number; parent: number }): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
    if (!command.includes('patchbay-script-worker')) return false;
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === parent && !/^State:\s+Z/m.test(status);
  } catch {
    // It ended while we looked.
    return false;
  }
}
