import type pg from 'pg';
import { appliedMigrations } from './applied-migrations.ts';
import type { ArchiveHeader } from './archive-format.ts';
import { checkArchive } from './check-archive.ts';
import { copyIntoTables } from './copy-into-tables.ts';
import { deferReferences } from './defer-references.ts';
import { liftSecurity, refuseHiddenRows } from './lift-security.ts';
import { listTables, rowsOf, type TableInfo } from './list-tables.ts';
import { quoted } from './quoted.ts';
import { writeSequences } from './sequences.ts';
import { silenceTriggers } from './silence-triggers.ts';
import { withClient } from './with-client.ts';

const LOCK_NOT_AVAILABLE = '55P03';

export interface RestoreOptions {
  url: string;
  file: string;
  /**
   * Brings a database up to the migrations of these names, all of this release without them. A new database is first brought to where the backup's was, filled,
   * and then brought on, so that the migrations since then work on its data.
   */
  migrate(url: string, only?: readonly string[]): Promise<void>;
  /** Replaces what the database holds. */
  force?: boolean;
  /** Told each table when it is filled. */
  log?: (text: string) => void;
}

/**
 * Puts a backup into a database: all of it or nothing. Refuses one that is cut short or changed, one of a newer release, and a database that holds
 * something, unless it is forced.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<{ rows: number }> {
  const { url, file, migrate, force = false, log } = options;
  const header = await checkArchive(file);
  const isNew = await withClient(url, async (client) => {
    await refuseHiddenRows(client);
    const { tables } = await listTables(client);
    if (!force) await refuseFilled({ client, tables });
    return tables.length === 0;
  });
  await migrate(url, isNew ? header.migrations : undefined);
  const rows = await withClient(url, (client) => fill({ client, header, file, log, replace: force || isNew }));
  if (isNew) await migrate(url);
  return { rows };
}

async function fill({
  client,
  header,
  file,
  log,
  replace,
}: {
  client: pg.Client;
  header: ArchiveHeader;
  file: string;
  log: RestoreOptions['log'];
  replace: boolean;
}): Promise<number> {
  await client.query('BEGIN');
  try {
    const { tables, late } = await listTables(client);
    refuseForeign({ header, tables, migrations: await appliedMigrations(client) });
    const names = tables.map(({ name }) => `public.${quoted(name)}`).join(', ');
    if (names !== '') await client.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
    if (!replace) await refuseFilled({ client, tables });
    const speakAgain = await silenceTriggers(client);
    const secureAgain = await liftSecurity(client);
    const checkAgain = await deferReferences({ client, late });
    if (names !== '') await client.query(`TRUNCATE ${names}`);
    const rows = await copyIntoTables({ client, file, log });
    await checkAgain();
    await secureAgain();
    await speakAgain();
    await writeSequences({ client, sequences: header.sequences });
    if (names !== '') await client.query(`ANALYZE ${names}`);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)
      throw new Error('Somebody works on the database. Stop Patchbay and try again; nothing was changed.');
    throw error;
  }
}

/** What a new database holds before anybody used it. */
const filledByMigrations = new Set(['installation']);

async function refuseFilled({ client, tables }: { client: pg.Client; tables: TableInfo[] }): Promise<void> {
  for (const table of tables) {
    if (filledByMigrations.has(table.name)) continue;
    const { rowCount } = await client.query(`SELECT FROM ${rowsOf(table)} LIMIT 1`);
    if (rowCount)
      throw new Error(
        `The database is not empty (${table.name} holds rows). Restore with --force to replace what is there.`,
      );
  }
}

function refuseForeign({
  header,
  tables,
  migrations,
}: {
  header: ArchiveHeader;
  tables: TableInfo[];
  migrations: string[];
}): void {
  const unknown = header.migrations.find((name) => !migrations.includes(name));
  if (unknown !== undefined)
    throw new Error(
      `The backup was made by a newer release (${header.product}): this one does not know the migration ${unknown}.`,
    );
  const here = new Map(tables.map((table) => [table.name, table]));
  for (const { name, columns } of header.tables) {
    const own = here.get(name);
    const lost = own ? columns.find((column) => !own.columns.includes(column)) : undefined;
    if (!own || lost !== undefined)
      throw new Error(
        `The backup of release ${header.product} holds ${lost === undefined ? `a table ${name}` : `${name}.${lost}`}, which this database does not have any more. ` +
          'Restore it into an empty database.',
      );
  }
}
