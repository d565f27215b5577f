import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where isolated-vm is, and all that a worker must be able to read to load it. */
export interface Engine {
  directory: string;
  version: string;
  readable: string[];
}

/** Older ones let a script corrupt the memory of its process (GHSA-864f-rcv7-6rh4). */
const OLDEST = [7, 0, 1];

/** Throws an Error that says what is wrong: not installed, or too old to be safe. `from` is a file beside which it is looked for. */
export function findEngine(from: string): Engine {
  const require = createRequire(from);
  const manifestPath = realpathSync(require.resolve('isolated-vm/package.json'));
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : 'unknown';
  if (!isSafe(version)) throw new Error(`isolated-vm ${version} is not safe: ${OLDEST.join('.')} or newer is needed`);
  const directory = path.dirname(manifestPath);
  const builder = realpathSync(createRequire(manifestPath).resolve('node-gyp-build/package.json'));
  // The last is where node-gyp-build looks to tell musl from glibc.
  return { directory, version, readable: [directory, path.dirname(builder), '/etc/alpine-release'] };
}

export function isSafe(version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)(-.*)?$/.exec(version);
  if (!match) return false;
  const parts = [Number(match[1]), Number(match[2]), Number(match[3])];
  for (const [index, oldest] of OLDEST.entries()) {
    const part = parts[index] ?? 0;
    if (part !== oldest) return part > oldest;
  }
  return match[4] === undefined;
}
