import { writeFile } from 'node:fs/promises';

/**
 * Tells Linux that a worker may go first: when the machine runs out of memory it shall end a worker and not us, and when a script crashes one no memory is
 * written to a core file. Does nothing elsewhere, or where it is not allowed.
 */
export async function markExpendable(pid: number): Promise<void> {
  if (process.platform !== 'linux') return;
  await Promise.allSettled([
    writeFile(`/proc/${pid}/oom_score_adj`, '1000'),
    writeFile(`/proc/${pid}/coredump_filter`, '0'),
  ]);
}
