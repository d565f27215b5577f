import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { OWNER, ownerPassword } from './role-password.ts';
import { type Access, asSuperuser } from './superuser-client.ts';

const EXTENSIONS = ['pg_trgm', 'unaccent', 'fuzzystrmatch'];
/** Raised whenever the steps below change. */
const PREPARED = '2';

/** Makes role, database and extensions, once. Each step may be repeated, after a crash between two of them too. The owner is no superuser. */
export async function prepareDatabase({ marker, ...access }: Access & { marker: string }): Promise<void> {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === PREPARED) return;
  await asSuperuser(access, async (client) => {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(
      `${verb} ROLE ${OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${ownerPassword(access.password)}'`,
    );
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [OWNER]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${OWNER} OWNER ${OWNER} TEMPLATE template0`);
  });
  await asSuperuser({ ...access, database: OWNER }, async (client) => {
    for (const extension of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  });
  writeFileSync(marker, PREPARED);
}
