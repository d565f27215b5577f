import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { root } from './root.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), isEntry: z.boolean().optional(), imports: z.array(z.string()).optional() }),
);

/** JavaScript of the first load, gzipped, in bytes: what is loaded before anything is clicked. */
const limits: Record<string, number> = { chat: 40_000, studio: 300_000 };

/** Compares each web app's first load with its limit, from the build's manifest. Gives 1 when one is over. */
export function checkSizes(): number {
  let code = 0;
  for (const [app, limit] of Object.entries(limits)) {
    const folder = path.join(root, 'dist', app);
    const file = path.join(folder, 'manifest.json');
    if (!existsSync(file)) {
      console.error(`${app}: no build manifest`);
      code = 1;
      continue;
    }
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const loaded = new Set<string>();
    for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry) follow({ name, manifest, loaded });
    const size = [...loaded]
      .filter((name) => name.endsWith('.js'))
      .reduce((sum, name) => sum + gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length, 0);
    console.log(`${app}: first load ${(size / 1000).toFixed(1)} kB of JavaScript gzipped, limit ${limit / 1000} kB`);
    if (size > limit) code = 1;
  }
  return code;
}

function follow({
  name,
  manifest,
  loaded,
}: {
  name: string;
  manifest: z.infer<typeof manifestSchema>;
  loaded: Set<string>;
}): void {
  const chunk = manifest[name];
  if (!chunk || loaded.has(chunk.file)) return;
  loaded.add(chunk.file);
  for (const next of chunk.imports ?? []) follow({ name: next, manifest, loaded });
}
