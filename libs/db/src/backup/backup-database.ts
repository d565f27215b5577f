import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { appliedMigrations } from './applied-migrations.ts';
import { ARCHIVE_FORMAT } from './archive-format.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { refuseHiddenRows } from './lift-security.ts';
import { listTables, rowsOf } from './list-tables.ts';
import { quoted } from './quoted.ts';
import { readSequences } from './sequences.ts';
import { withClient } from './with-client.ts';

export interface BackupOptions {
  url: string;
  /** Where the archive goes. It appears there when it is whole; until then it is `<file>.part`. */
  file: string;
  /** Release that writes it. */
  product: string;
  /** Told each table when it is written. */
  log?: (text: string) => void;
}

/** Writes all of a database into one file, by COPY in one snapshot while everybody works on. */
export async function backupDatabase({ url, file, product, log }: BackupOptions): Promise<{ rows: number }> {
  const unfinished = `${file}.part`;
  const rows: Record<string, number> = {};
  try {
    await withClient(url, async (client) => {
      await refuseHiddenRows(client);
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await pipeline(
        Readable.from(archiveOf({ client, product, rows, log })),
        createGzip({ level: 4 }),
        createWriteStream(unfinished, { mode: 0o600, flush: true }),
      );
      await client.query('COMMIT');
    });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { rows: Object.values(rows).reduce((sum, count) => sum + count, 0) };
}

async function* archiveOf({
  client,
  product,
  rows,
  log,
}: {
  client: pg.Client;
  product: string;
  rows: Record<string, number>;
  log: BackupOptions['log'];
}): AsyncGenerator<Buffer> {
  const writer = new ArchiveWriter();
  const { tables } = await listTables(client);
  yield writer.header({
    patchbayBackup: ARCHIVE_FORMAT,
    product,
    at: new Date().toISOString(),
    migrations: await appliedMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    sequences: await readSequences(client),
  });
  for (const table of tables) {
    yield writer.table(table.name);
    const columns = table.columns.map(quoted).join(', ');
    const source = client.query(copyTo(`COPY (SELECT ${columns} FROM ${rowsOf(table)}) TO STDOUT`));
    for await (const chunk of source) yield* writer.rows(chunk);
    rows[table.name] = source.rowCount;
    log?.(`${table.name}: ${source.rowCount} rows`);
  }
  yield writer.end(rows);
}
