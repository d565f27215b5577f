import { writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';

/** Of the processor, a worker takes what its parent leaves: about a quarter where both want all of it. */
const NICENESS = 5;

/**
 * Tells the system that a worker comes last: a parent that has to answer others gets the processor first. And Linux, that it may go first: when the machine runs
 * out of memory it shall end a worker and not us, and when a script crashes one no memory is written to a core file. Where that is not allowed, nothing is done.
 */
export async function markExpendable(pid: number): Promise<void> {
  // At once, before it starts threads: they have what it has when they begin.
  try {
    os.setPriority(pid, NICENESS);
  } catch {
    // It has ended, or nobody may.
  }
  if (process.platform !== 'linux') return;
  await Promise.allSettled([writeFile(`/proc/${pid}/oom_score_adj`, '1000'), writeFile(coreFilterOf(pid), '0')]);
}

/**
 * Tells Linux again that no memory of a worker goes to a core file, before it gets a script: a program that becomes another (`unshare`, `setpriv`, Node) hands
 * on the filter it had when it began to, so what it was told in that moment is lost.
 */
export function forbidCoreFiles(pid: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(coreFilterOf(pid), '0');
  } catch {
    // It has ended, or that is not allowed.
  }
}

const coreFilterOf = (pid: number) => `/proc/${pid}/coredump_filter`;
