import path from 'node:path';
import { ensureBuilt } from '../build/ensure-built.ts';
import { checkSizes } from '../lib/bundle-sizes.ts';
import { run, tool } from '../lib/run.ts';

// npm run check [-- --fast]: format, lint with boundaries, types, unused code, bundle sizes, tests. With `--fast`, of the tests only the one that opens every address of what was built.
const node = process.execPath;
const steps: Record<string, () => Promise<number>> = {
  format: () => run({ command: path.join('node_modules', '.bin', 'biome'), args: ['format', '.'] }),
  lint: async () => {
    // The boundaries rule reads Nx's project graph from its cache.
    const graph = await run({
      command: node,
      args: [tool('nx/dist/bin/nx.js'), 'show', 'projects'],
      env: { NX_DAEMON: 'false' },
      options: { stdio: ['ignore', 'ignore', 'inherit'] },
    });
    return Math.max(
      graph,
      await run({
        command: node,
        args: [
          tool('eslint/bin/eslint.js'),
          '.',
          '--max-warnings=0',
          '--cache',
          '--cache-location',
          'node_modules/.cache/eslint/',
        ],
        env: { NX_DAEMON: 'false' },
      }),
    );
  },
  types: () => run({ command: node, args: ['tools/commands/typecheck.ts'] }),
  unused: () => run({ command: node, args: [tool('knip/bin/knip.js'), '--no-progress'] }),
};

const results = await Promise.all(Object.entries(steps).map(async ([name, step]) => ({ name, code: await step() })));
await ensureBuilt();
results.push({ name: 'sizes', code: checkSizes() });
const shortest = process.argv.includes('--fast') ? ['--e2e', 'opens'] : [];
results.push({ name: 'tests', code: await run({ command: node, args: ['tools/commands/test.ts', ...shortest] }) });

const failed = results.filter((result) => result.code !== 0).map((result) => result.name);
console.log(failed.length ? `\ncheck failed: ${failed.join(', ')}` : '\ncheck passed');
process.exit(failed.length ? 1 : 0);
