import type pg from 'pg';
import type { ArchivedSequence } from './archive-format.ts';
import { quoted } from './quoted.ts';

/** Where all sequences stand, those of identity columns among them. */
export async function readSequences(client: pg.Client): Promise<ArchivedSequence[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
       AND NOT EXISTS (SELECT FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
                       WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND t.relname = 'schema_migration')
     ORDER BY c.relname`,
  );
  const sequences: ArchivedSequence[] = [];
  for (const { name } of rows) {
    const { rows: states } = await client.query<Omit<ArchivedSequence, 'name'>>(
      `SELECT last_value::text AS value, is_called AS called FROM public.${quoted(name)}`,
    );
    for (const state of states) sequences.push({ name, ...state });
  }
  return sequences;
}

/** Puts sequences where they stood. A rollback undoes it: RESTART gives the sequence a new file, and setval writes into that. */
export async function writeSequences({
  client,
  sequences,
}: {
  client: pg.Client;
  sequences: ArchivedSequence[];
}): Promise<void> {
  const here = new Set((await readSequences(client)).map(({ name }) => name));
  for (const { name, value, called } of sequences.filter((sequence) => here.has(sequence.name))) {
    await client.query(`ALTER SEQUENCE public.${quoted(name)} RESTART`);
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, value, called]);
  }
}
