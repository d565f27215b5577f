import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/root.ts';
import { run, tool } from '../lib/run.ts';
import { fingerprint, readStamp } from '../lib/stale.ts';

interface Target {
  name: string;
  sources: string[];
  build(): Promise<void>;
}

const everywhere = ['package-lock.json', 'tsconfig.base.json'];

const targets: Target[] = [
  {
    name: 'api',
    sources: [...everywhere, 'apps/api', 'apps/cli', 'libs', 'tools/build'],
    build: () => inChild({ name: 'api', script: path.join(import.meta.dirname, 'build-api.ts') }),
  },
  { name: 'studio', sources: [...everywhere, 'apps/studio', 'libs', 'tools/build'], build: () => vite('apps/studio') },
  {
    name: 'chat',
    sources: [...everywhere, 'apps/chat', 'libs/conversation-view', 'libs/api-contract', 'tools/build'],
    build: () => vite('apps/chat'),
  },
];

/** Builds what is missing or older than its sources, into dist/. Prints a line for each; exits the process with 1 on a failure. */
export async function ensureBuilt({ only, force = false }: { only?: string[]; force?: boolean } = {}): Promise<void> {
  for (const target of targets) {
    if (only && !only.includes(target.name)) continue;
    const stamp = path.join(root, 'dist', `.${target.name}.stamp`);
    const want = fingerprint(target.sources);
    if (!force && readStamp(stamp) === want) continue;
    const started = performance.now();
    console.log(`Building ${target.name} …`);
    await target.build();
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, want);
    console.log(`Built ${target.name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  }
}

async function vite(folder: string): Promise<void> {
  const config = ['--config', path.join(folder, 'vite.config.ts'), '--logLevel', 'warn'];
  await inChild({ name: folder, script: tool('vite/bin/vite.js'), args: ['build', folder, ...config] });
  const script = path.join(import.meta.dirname, 'compress-assets.ts');
  await inChild({ name: folder, script, args: [path.join(root, 'dist', path.basename(folder))] });
}

async function inChild({ name, script, args = [] }: { name: string; script: string; args?: string[] }): Promise<void> {
  const code = await run({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', script, ...args],
    env: { NODE_ENV: 'production' },
  });
  if (code === 0) return;
  console.error(`Building ${name} failed.`);
  process.exit(1);
}
