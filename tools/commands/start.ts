import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../build/ensure-built.ts';
import { root } from '../lib/root.ts';

await ensureBuilt();
process.env.NODE_ENV ??= 'production';
await import(pathToFileURL(path.join(root, 'dist', 'api', 'main.js')).href);
