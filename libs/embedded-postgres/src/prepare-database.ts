import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { OWNER, ownerPassword } from './role-password.ts';
import { type Access, asSuperuser } from './superuser-client.ts';

const EXTENSIONS = ['pg_trgm', 'unaccent', 'fuzzystrmatch'];
/** Raised whenever the steps below change. */
const PREPARED = '3';
/** Roles that the owner takes on for requests and for jobs: it may not make them itself. */
const ROLES = ['patchbay_app', 'patchbay_worker'];

/** Makes roles, database and extensions, once. Each step may be repeated, after a crash between two of them too. The owner is no superuser. */
export async function prepareDatabase({ marker, ...access }: Access & { marker: string }): Promise<void> {
  if (existsSync(marker) && readFileSync(marker, 'utf8') === PREPARED) return;
  await asSuperuser(access, async (client) => {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [OWNER]);
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER';
    await client.query(
      `${verb} ROLE ${OWNER} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${ownerPassword(access.password)}'`,
    );
    for (const name of ROLES) {
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
      if (known.rowCount === 0) await client.query(`CREATE ROLE ${name} NOLOGIN`);
      await client.query(`GRANT ${name} TO ${OWNER} WITH INHERIT FALSE, SET TRUE`);
    }
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [OWNER]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${OWNER} OWNER ${OWNER} TEMPLATE template0`);
  });
  await asSuperuser({ ...access, database: OWNER }, async (client) => {
    for (const extension of EXTENSIONS) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  });
  writeFileSync(marker, PREPARED);
}
