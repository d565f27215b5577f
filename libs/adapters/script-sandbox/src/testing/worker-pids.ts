import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of the workers that a process started (this one unless told), as Linux sees them; empty elsewhere. */
export function workerPids(parent: number = process.pid): number[] {
  return childrenWith({ parent, word: 'patchbay-script-worker' });
}

/** Process ids of the runners that this process started. */
export function runnerPids(): number[] {
  return childrenWith({ parent: process.pid, word: '--child' });
}

function childrenWith({ parent, word }: { parent: number; word: string }): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => isSuchChild({ pid, parent, word }));
}

function isSuchChild({ pid, parent, word }: { pid: number; parent: number; word: string }): boolean {
  try {
    if (!readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(word)) return false;
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) === parent && !/^State:\s+Z/m.test(status);
  } catch {
    // It ended while we looked.
    return false;
  }
}
