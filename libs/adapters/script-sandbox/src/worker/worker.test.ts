import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

it('the worker loads isolated-vm and nothing else but Node, for it may read nothing else', () => {
  const source = readFileSync(fileURLToPath(new URL('./worker.ts', import.meta.url)), 'utf8');
  const loaded = [...source.matchAll(/^import (?!type )[^;]* from '([^']+)'|import\('([^']+)'\)/gm)];
  expect(loaded.map(([, one, other]) => one ?? other)).toEqual(['node:net', 'isolated-vm']);
});
