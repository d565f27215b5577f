import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const fileOf = (dataDir: string) => path.join(dataDir, 'address.json');

/** Leaves word in the data directory of where this process is reached, for commands on the host. Gives what takes it back. */
export function tellAddress({ dataDir, url }: { dataDir: string; url: string }): () => void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileOf(dataDir), JSON.stringify({ pid: process.pid, url }));
  return () => rmSync(fileOf(dataDir), { force: true });
}

/** Where the Patchbay of this data directory is reached, when one runs. */
export function runningAddress({ dataDir }: { dataDir: string }): string | undefined {
  try {
    const word: unknown = JSON.parse(readFileSync(fileOf(dataDir), 'utf8'));
    if (typeof word !== 'object' || word === null || !('pid' in word) || !('url' in word)) return undefined;
    if (typeof word.pid !== 'number' || typeof word.url !== 'string') return undefined;
    process.kill(word.pid, 0);
    return word.url;
  } catch {
    // No word, half a word, or one that a process which is gone has left.
    return undefined;
  }
}
