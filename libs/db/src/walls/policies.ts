import { WORKER_ROLE } from './roles.ts';

export interface Policy {
  name: string;
  /** What stands behind `CREATE POLICY … ON …`. */
  sql: string;
}

// Null while no workspace is named, and '' after a transaction that named one: neither equals anything.
const WORKSPACE = `nullif(current_setting('patchbay.workspace', true), '')::uuid`;
// What is looked up to learn whose it is: who names the very address, key or person sees its row.
const LOOKED_UP = `current_setting('patchbay.lookup', true)`;

/** The policies of a table whose rows belong to the workspace of a column. `worker`: whether the role of jobs exists. */
export function policiesOf(table: { name: string; column: string; owner: string; worker: boolean }): Policy[] {
  return [
    { name: 'tenant', sql: `FOR ALL TO PUBLIC USING (${table.column} = ${WORKSPACE})` },
    // The owner is held to the policies as well; migrations and backups say that they mean all rows.
    { name: 'owner', sql: `FOR ALL TO ${table.owner} USING (current_setting('patchbay.scope', true) = 'all')` },
    // By name, not by membership: an owner who may become the worker is not the worker yet.
    ...(table.worker
      ? [{ name: 'worker', sql: `FOR ALL TO ${WORKER_ROLE} USING (current_user = '${WORKER_ROLE}')` }]
      : []),
    ...(lookups[table.name] ?? []),
  ];
}

/** Partitions are reached through their table; by their own name only by jobs. */
export function policiesOfPartition(table: { owner: string; worker: boolean }): Policy[] {
  return policiesOf({ ...table, name: '', column: 'workspace_id' }).filter(({ name }) => name !== 'tenant');
}

/** What must be found before it is known whose it is. */
const lookups: Record<string, Policy[]> = {
  bot_address: [{ name: 'lookup', sql: `FOR SELECT TO PUBLIC USING (address = ${LOOKED_UP})` }],
  api_key: [
    { name: 'lookup', sql: `FOR SELECT TO PUBLIC USING (${LOOKED_UP} IN (encode(key_hash, 'hex'), id::text))` },
  ],
  invitation: [{ name: 'lookup', sql: `FOR SELECT TO PUBLIC USING (encode(token_hash, 'hex') = ${LOOKED_UP})` }],
  membership: [{ name: 'lookup', sql: `FOR SELECT TO PUBLIC USING (user_id::text = ${LOOKED_UP})` }],
  // By its key, or by a list of ids.
  workspace: [
    { name: 'lookup', sql: `FOR SELECT TO PUBLIC USING (key = ${LOOKED_UP} OR strpos(${LOOKED_UP}, id::text) > 0)` },
  ],
  // What belongs to no workspace, such as a login, is told and not read.
  audit_entry: [{ name: 'installation', sql: `FOR INSERT TO PUBLIC WITH CHECK (workspace_id IS NULL)` }],
};
