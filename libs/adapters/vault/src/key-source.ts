import { readFileSync, statSync } from 'node:fs';
import { parseKeys } from './master-key.ts';

/** The master keys that are known: the first seals, all of them open. */
export interface KeySource {
  keys(): readonly Buffer[];
  /** Takes up what changed since; cheap when nothing did. */
  refresh(): void;
}

export function fixedKeys(keys: readonly Buffer[]): KeySource {
  return { keys: () => keys, refresh: () => undefined };
}

/** Keys of a file, read again when it was replaced: so a running process learns of a new one. Throws an Error naming the file. */
export function fileKeys(file: string): KeySource {
  let keys: readonly Buffer[] = [];
  let seen = '';
  const refresh = () => {
    const { mtimeMs, ino, size } = statSync(file);
    const now = `${mtimeMs} ${ino} ${size}`;
    if (now === seen) return;
    keys = parseKeys({ text: readFileSync(file, 'utf8'), from: file });
    seen = now;
  };
  refresh();
  return { keys: () => keys, refresh };
}
