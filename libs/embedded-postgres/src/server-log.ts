import { renameSync } from 'node:fs';
import path from 'node:path';
import { emptyWhenLarger, readEnd } from './owned-files.ts';

const LARGEST = 10 * 1024 * 1024;

/** What the server writes while it runs: one file, kept small, and that of the start before. */
export function serverLog(directory: string) {
  const file = path.join(directory, 'server.log');
  return {
    file,
    /** The last few thousand characters. */
    end: (): string => readEnd({ file, bytes: 4_000 }),
    begin(): void {
      try {
        renameSync(file, `${file}.1`);
      } catch {
        // The first start.
      }
    },
    keepSmall: (): void => emptyWhenLarger({ file, bytes: LARGEST }),
  };
}
