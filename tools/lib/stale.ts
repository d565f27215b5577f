import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.ts';

const skipped = new Set(['node_modules', 'dist', 'data', '.git', '.nx', 'test-results']);

/** A short text that changes when any source file of these folders changes in name, size or time. Milliseconds for the whole tree. */
export function fingerprint(folders: string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) walk(path.join(root, folder), hash);
  return hash.digest('hex');
}

function walk(folder: string, hash: ReturnType<typeof createHash>): void {
  if (!existsSync(folder)) return;
  if (statSync(folder).isFile()) return note(folder, hash);
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (skipped.has(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(file, hash);
    else note(file, hash);
  }
}

function note(file: string, hash: ReturnType<typeof createHash>): void {
  const stat = statSync(file);
  hash.update(`${path.relative(root, file)} ${stat.size} ${Math.round(stat.mtimeMs)}\n`);
}

export function readStamp(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
