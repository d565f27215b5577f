import { createHash } from 'node:crypto';
import { quoted } from '../backup/quoted.ts';
import { type Policy, policiesOf, policiesOfPartition } from './policies.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

export interface TableState {
  name: string;
  owner: string;
  /** Which column says whose a row is; null for what belongs to the installation. */
  column: string | null;
  partition: boolean;
  /** Of the rows that belong to no other partition. */
  rest: boolean;
  forced: boolean;
  policies: PolicyState[];
  appMay: boolean | null;
  workerMay: boolean | null;
}

interface PolicyState {
  name: string;
  /** Lets rows through, rather than holding back what others let through. */
  permissive: boolean;
  /** The policy as the database holds it. */
  definition: string;
  /** Of what it was made from and became, as it was written down then. */
  hash: string | null;
}

export const TABLE_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';

/** A policy of `pg_policy p` as the database holds it. */
const DEFINITION = `concat_ws(' ', p.polcmd, p.polpermissive,
  (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r) END, ',') FROM unnest(p.polroles) AS r),
  pg_get_expr(p.polqual, p.polrelid), '/', pg_get_expr(p.polwithcheck, p.polrelid))`;

/** Makes a policy, or makes it anew, and writes down what it was made from and became. */
export function makePolicy({ table, policy }: { table: string; policy: Policy }): string {
  const target = `public.${quoted(table)}`;
  const name = quoted(policy.name);
  return `DROP POLICY IF EXISTS ${name} ON ${target};
    CREATE POLICY ${name} ON ${target} ${policy.sql};
    DO $do$ BEGIN EXECUTE (SELECT format('COMMENT ON POLICY ${name} ON ${target} IS %L',
        encode(sha256(convert_to(${literal(policy.sql)} || chr(10) || ${DEFINITION}, 'UTF8')), 'hex'))
      FROM pg_policy p WHERE p.polrelid = ${literal(target)}::regclass AND p.polname = ${literal(policy.name)}); END $do$`;
}

/** Which policies of a table are not there, or are not what this release makes them. */
export function faultyPolicies({ table, worker }: { table: TableState; worker: boolean }): Policy[] {
  return policiesFor({ table, worker }).filter((policy) => {
    const found = table.policies.find(({ name }) => name === policy.name);
    if (!found) return true;
    return found.hash !== createHash('sha256').update(`${policy.sql}\n${found.definition}`).digest('hex');
  });
}

/** Names of policies that are none of this release's and would let more rows through. */
export function foreignPolicies({ table, worker }: { table: TableState; worker: boolean }): string[] {
  const own = policiesFor({ table, worker }).map(({ name }) => name);
  return table.policies.flatMap(({ name, permissive }) => (permissive && !own.includes(name) ? [name] : []));
}

function policiesFor({ table, worker }: { table: TableState; worker: boolean }): Policy[] {
  const { name, column } = table;
  if (column === null) return [];
  const owner = quoted(table.owner);
  if (table.partition) return table.rest ? policiesOfPartition({ owner, worker }) : [];
  return policiesOf({ name, column, owner, worker });
}

/** The tables of the product with what protects them. */
export function tableStates(source: { query(sql: string): Promise<TableState[]> }): Promise<TableState[]> {
  const may = (role: string) =>
    `(SELECT bool_and(has_table_privilege(r.oid, c.oid, p)) FROM pg_roles r, unnest(string_to_array('${TABLE_RIGHTS}', ', ')) AS p WHERE r.rolname = '${role}')`;
  return source.query(
    `SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relispartition AS partition,
        c.relispartition AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' AS rest,
        CASE WHEN c.relname = 'workspace' THEN 'id' ELSE a.attname END AS column,
        c.relrowsecurity AND c.relforcerowsecurity AS forced,
        coalesce((SELECT json_agg(json_build_object('name', p.polname, 'permissive', p.polpermissive, 'definition', ${DEFINITION}, 'hash', obj_description(p.oid, 'pg_policy')))
          FROM pg_policy p WHERE p.polrelid = c.oid), '[]') AS policies,
        ${may(APP_ROLE)} AS "appMay", ${may(WORKER_ROLE)} AS "workerMay"
      FROM pg_class c
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_migration'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY c.relname`,
  );
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
