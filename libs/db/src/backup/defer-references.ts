import type pg from 'pg';
import type { LateReference } from './list-tables.ts';
import { quoted } from './quoted.ts';

/** Lets foreign keys that cannot be met in any order of tables wait; the answer checks them and makes them as they were. For the transaction that is open. */
export async function deferReferences({
  client,
  late,
}: {
  client: pg.Client;
  late: LateReference[];
}): Promise<() => Promise<void>> {
  const alter = ({ table, constraint }: LateReference, how: string) =>
    client.query(`ALTER TABLE public.${quoted(table)} ALTER CONSTRAINT ${quoted(constraint)} ${how}`);
  for (const reference of late) await alter(reference, 'DEFERRABLE INITIALLY DEFERRED');
  return async () => {
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    for (const reference of late) {
      const how = reference.deferrable
        ? `DEFERRABLE INITIALLY ${reference.deferred ? 'DEFERRED' : 'IMMEDIATE'}`
        : 'NOT DEFERRABLE';
      await alter(reference, how);
    }
  };
}
