import { readFileSync } from 'node:fs';

/** Milliseconds of processor time that a process has used in all its threads, in steps of 10; undefined when it cannot be read. */
export type CpuSampler = (pid: number) => number | undefined;

/** Linux counts in ticks of 1/100 s towards programs, whatever its own clock does. */
const TICK_MS = 10;

/** Elsewhere than on Linux there is none, and the wall clock alone ends a script. */
export function cpuSampler(platform: NodeJS.Platform = process.platform): CpuSampler | undefined {
  if (platform !== 'linux') return undefined;
  return (pid) => {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // Behind the program's name, which may hold anything.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[11]) + Number(fields[12]);
      return Number.isFinite(ticks) ? ticks * TICK_MS : undefined;
    } catch {
      return undefined;
    }
  };
}
