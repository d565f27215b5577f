import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build/ensure-built.ts';
import { root } from '../lib/root.ts';

await ensureBuilt({ only: ['api'] });
process.argv.splice(1, 1, 'patchbay');
await import(pathToFileURL(path.join(root, 'dist', 'api', 'cli.js')).href);
