import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type ArchiveHeader, headerSchema, trailerSchema } from './archive-format.ts';
import { appliedMigrations, listTables, quoted } from './list-tables.ts';

export interface RestoreOptions {
  url: string;
  file: string;
  /** Brings an empty database to this release's tables. */
  migrate(url: string): Promise<void>;
  /** Replaces what the database holds. */
  force?: boolean;
}

/**
 * Puts a backup into a database: all of it or nothing. Refuses one that is cut short or changed, one of a newer release, and a database that holds
 * something, unless it is forced.
 */
export async function restoreDatabase({
  url,
  file,
  migrate,
  force = false,
}: RestoreOptions): Promise<{ rows: number }> {
  const expected = await checkArchive(file);
  await migrate(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await refuseUnfit({ client, header: expected.header, force });
    const rows = await copyRows({ client, file });
    await resetSequences(client);
    await client.query('COMMIT');
    return { rows };
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

// Read once from end to end before anything is changed.
async function checkArchive(file: string): Promise<{ header: ArchiveHeader }> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let header: ArchiveHeader | undefined;
  let table = '';
  let trailer: unknown;
  for await (const line of linesOf(file)) {
    if (trailer !== undefined) throw damaged('something follows its end');
    if (line.startsWith('{"end":')) {
      trailer = JSON.parse(line);
      continue;
    }
    hash.update(`${line}\n`);
    if (!header) header = parseHeader(line);
    else if (line.startsWith('\t')) counts[table] = (counts[table] ?? 0) + 1;
    else {
      table = tableOf(line);
      counts[table] = 0;
    }
  }
  const end = trailerSchema.safeParse(trailer);
  if (!header || !end.success) throw damaged('it is cut short');
  if (end.data.sha256 !== hash.digest('hex')) throw damaged('its content does not fit its hash');
  for (const [name, count] of Object.entries(end.data.rows))
    if (counts[name] !== count) throw damaged(`the table ${name} lacks rows`);
  return { header };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file).pipe(createGunzip());
  try {
    for await (const line of createInterface({ input: source, crlfDelay: 0 })) yield line;
    await finished(source);
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') throw error;
    throw error instanceof Error && error.message.startsWith('The backup')
      ? error
      : damaged(error instanceof Error ? error.message : 'it cannot be read');
  }
}

function damaged(why: string): Error {
  return new Error(`The backup is damaged: ${why}. Nothing was changed.`);
}

function parseHeader(line: string): ArchiveHeader {
  try {
    return headerSchema.parse(JSON.parse(line));
  } catch {
    throw damaged('it does not begin as a backup of Patchbay');
  }
}

function tableOf(line: string): string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'table' in value && typeof value.table === 'string')
      return value.table;
  } catch {
    // Told below.
  }
  throw damaged('a line is no row and no table');
}

async function refuseUnfit({
  client,
  header,
  force,
}: {
  client: pg.Client;
  header: ArchiveHeader;
  force: boolean;
}): Promise<void> {
  const applied = await appliedMigrations(client);
  const unknown = header.migrations.find((name) => !applied.includes(name));
  if (unknown !== undefined)
    throw new Error(`The backup is of a newer release: this one does not know the migration ${unknown}.`);
  const here = new Map((await listTables(client)).map((table) => [table.name, table]));
  for (const table of header.tables) {
    const own = here.get(table.name);
    const lost = own ? table.columns.find((column) => !own.columns.includes(column)) : table.name;
    if (lost !== undefined)
      throw new Error(`The backup holds "${table.name}.${lost}", which this release does not have.`);
  }
  const names = [...here.keys()];
  if (names.length === 0) return;
  if (!force) {
    for (const name of names) {
      const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`);
      if (rowCount)
        throw new Error(
          `The database is not empty (${name} holds rows). Restore with --force to replace what is there.`,
        );
    }
  }
  await client.query(`TRUNCATE ${names.map(quoted).join(', ')}`);
}

async function copyRows({ client, file }: { client: pg.Client; file: string }): Promise<number> {
  let header: ArchiveHeader | undefined;
  let target: ReturnType<typeof startCopy> | undefined;
  let rows = 0;
  const close = async () => {
    if (!target) return;
    target.end();
    await finished(target);
  };
  for await (const line of linesOf(file)) {
    if (!header) header = parseHeader(line);
    else if (line.startsWith('{"end":')) break;
    else if (line.startsWith('\t')) {
      rows++;
      if (target && !target.write(`${line.slice(1)}\n`)) await once(target, 'drain');
    } else {
      await close();
      const name = tableOf(line);
      const table = header.tables.find((one) => one.name === name);
      if (!table) throw damaged(`the table ${name} is not in its list`);
      target = startCopy({ client, table });
    }
  }
  await close();
  return rows;
}

function startCopy({ client, table }: { client: pg.Client; table: { name: string; columns: string[] } }) {
  return client.query(copyFrom(`COPY ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) FROM STDIN`));
}

// Sequences of identity columns go on after the largest value that was brought.
async function resetSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `SELECT c.relname AS table, a.attname AS column, pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
       AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL AND c.relname <> 'schema_migration'`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `SELECT setval('${sequence.replaceAll("'", "''")}', GREATEST((SELECT coalesce(max(${quoted(column)}), 0) FROM ${quoted(table)}), 1))`,
    );
  }
}
