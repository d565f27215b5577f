import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hasCode, isAlive, startTimeOf } from './process-identity.ts';

const lockSchema = z.object({ pid: z.number().int(), startTime: z.string() });

export interface OwnerLock {
  release(): void;
}

/** Makes this process the owner of a data directory, or throws naming the process that is. A lock whose process is dead, or is another one by now, is taken over. */
export function takeOwnerLock(file: string): OwnerLock {
  const mine = JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) ?? '' });
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return {
        release() {
          if (readLock(file) === mine) rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const held = readLock(file);
    const owner = held === undefined ? undefined : parse(held);
    if (owner && owner.pid !== process.pid && isAlive(owner.pid) && startTimeOf(owner.pid) === owner.startTime) {
      throw new Error(
        `Another Patchbay (process ${owner.pid}) is running on this data directory. Stop it first, or choose another one with PATCHBAY_DATA_DIR.`,
      );
    }
    if (owner && owner.pid === process.pid)
      throw new Error('This process has started the embedded PostgreSQL of this data directory already.');
    // Removed only while it still says what was judged: another process may have taken it over meanwhile.
    if (readLock(file) === held) rmSync(file, { force: true });
  }
  throw new Error(`The lock ${file} could not be taken.`);
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): z.infer<typeof lockSchema> | undefined {
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
