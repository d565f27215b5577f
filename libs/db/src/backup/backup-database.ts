import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { ARCHIVE_FORMAT, type ArchiveHeader } from './archive-format.ts';
import { appliedMigrations, listTables, quoted } from './list-tables.ts';

/**
 * Writes all of a database into one gzipped file, by COPY in one snapshot while everybody works on. Lines: a header, then for each table `{"table":…}`, its rows
 * as COPY gives them (each begins with a tab) and in the end a trailer with counts and hash. The file appears when it is whole.
 */
export async function backupDatabase({
  url,
  file,
  product,
}: {
  url: string;
  file: string;
  product: string;
}): Promise<{ rows: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const unfinished = `${file}.part`;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const counts: Record<string, number> = {};
    await pipeline(
      Readable.from(lines({ client, product, counts })),
      createGzip(),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    await client.query('COMMIT');
    await rename(unfinished, file);
    return { rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
  } finally {
    await client.end();
    await rm(unfinished, { force: true });
  }
}

async function* lines({
  client,
  product,
  counts,
}: {
  client: pg.Client;
  product: string;
  counts: Record<string, number>;
}): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const hashed = (text: string | Buffer) => {
    const bytes = Buffer.from(text);
    hash.update(bytes);
    return bytes;
  };
  const tables = await listTables(client);
  const header: ArchiveHeader = {
    patchbayBackup: ARCHIVE_FORMAT,
    product,
    at: new Date().toISOString(),
    migrations: await appliedMigrations(client),
    tables,
  };
  yield hashed(`${JSON.stringify(header)}\n`);
  for (const table of tables) {
    yield hashed(`${JSON.stringify({ table: table.name })}\n`);
    counts[table.name] = 0;
    const source = client.query(
      copyTo(`COPY (SELECT ${table.columns.map(quoted).join(', ')} FROM ${quoted(table.name)}) TO STDOUT`),
    );
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of source) {
      const bytes: Buffer = Buffer.concat([rest, Buffer.from(chunk)]);
      const end = bytes.lastIndexOf(10);
      rest = bytes.subarray(end + 1);
      if (end < 0) continue;
      const rows = bytes.subarray(0, end).toString('utf8').split('\n');
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      yield hashed(`${rows.map((row) => `\t${row}`).join('\n')}\n`);
    }
  }
  yield Buffer.from(`${JSON.stringify({ end: true, rows: counts, sha256: hash.digest('hex') })}\n`);
}
