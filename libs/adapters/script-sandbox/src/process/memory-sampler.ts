import { readFileSync } from 'node:fs';

/** Resident bytes of a process, or undefined when it cannot be read (it has ended). About 10 µs. */
export type MemorySampler = (pid: number) => number | undefined;

/**
 * On Linux the parent reads /proc. Elsewhere there is no cheap way to look at another process: undefined is returned, and workers report their own size
 * every `memoryPollMs` instead. That is weaker (a worker whose main thread hangs says nothing), but the wall clock still ends it.
 */
export function memorySampler(platform: NodeJS.Platform = process.platform): MemorySampler | undefined {
  if (platform !== 'linux') return undefined;
  const pageBytes = pageSize();
  return (pid) => {
    try {
      const pages = Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]);
      return Number.isFinite(pages) ? pages * pageBytes : undefined;
    } catch {
      return undefined;
    }
  };
}

/** From the kernel's auxiliary vector, because /proc counts pages and arm64 has them of 4, 16 and 64 KB. Entry 6 is AT_PAGESZ. */
function pageSize(): number {
  try {
    const vector = readFileSync('/proc/self/auxv');
    for (let offset = 0; offset + 16 <= vector.length; offset += 16) {
      if (vector.readBigUInt64LE(offset) === 6n) return Number(vector.readBigUInt64LE(offset + 8));
    }
  } catch {
    // No such file in some containers: the usual size is assumed.
  }
  return 4096;
}
