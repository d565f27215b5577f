import type pg from 'pg';
import { quoted } from './quoted.ts';

interface Secured {
  name: string;
  /** Whether its policies hold for who asks, and hide rows from them although they say that they mean all. */
  hidden: boolean;
}

// The owner's policy lets all rows through for who says so, as connections of backups do; nobody else has one.
const SECURED = `SELECT c.relname AS name,
    row_security_active(c.oid) AND NOT (pg_get_userbyid(c.relowner) = current_user AND EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'owner' AND c.relowner = ANY (p.polroles))) AS hidden
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relforcerowsecurity
  ORDER BY c.relname`;

/** Throws when row-level security would hide rows from this connection: what it reads would be less than all. */
export async function refuseHiddenRows(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Secured>(SECURED);
  const hidden = rows.find((table) => table.hidden);
  if (hidden)
    throw new Error(
      `This database user does not see all rows of ${hidden.name}. Use the one that owns the tables: DATABASE_DIRECT_URL.`,
    );
}

/** Lets the owner COPY into secured tables, which row-level security refuses; the answer secures them as they were. For the transaction that is open, under its locks. */
export async function liftSecurity(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<Secured>(SECURED);
  const alter = (how: string) =>
    rows.map(({ name }) => `ALTER TABLE ONLY public.${quoted(name)} ${how} ROW LEVEL SECURITY`).join('; ');
  if (rows.length > 0) await client.query(alter('NO FORCE'));
  return async () => {
    if (rows.length > 0) await client.query(alter('FORCE'));
  };
}
