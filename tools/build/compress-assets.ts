import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

// Run by itself: `compress-assets.ts <folder>`. Writes beside each file its text as `.br` and `.gz`, which the server sends to browsers that take them: over https they take the
// first, over http the second.
const LEAST_BYTES = 1_024;
const asBrotli = promisify(brotliCompress);
const asGzip = promisify(gzip);

const [, , folder = ''] = process.argv;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(js|css|svg)$/.test(file));
await Promise.all(files.map((file) => compress(path.join(folder, file))));

async function compress(file: string): Promise<void> {
  const text = readFileSync(file);
  if (text.byteLength < LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength };
  const [br, gz] = await Promise.all([asBrotli(text, { params }), asGzip(text, { level: 6 })]);
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gz);
}
