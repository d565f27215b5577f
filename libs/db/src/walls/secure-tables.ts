import type { QueryRunner } from 'typeorm';
import { quoted } from '../backup/quoted.ts';
import { withinAMoment } from '../migrations/within-a-moment.ts';
import { ensureRoles } from './ensure-roles.ts';
import { policiesOf, policiesOfPartition } from './policies.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

interface TableState {
  name: string;
  owner: string;
  /** Which column says whose a row is; null for what belongs to the installation. */
  column: string | null;
  partition: boolean;
  /** Of the rows that belong to no other partition. */
  rest: boolean;
  forced: boolean;
  policies: string[];
  appMay: boolean | null;
  workerMay: boolean | null;
}

const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';

/**
 * Gives every table with a workspace its row-level security, and the roles their rights, after each run of migrations: a table that a migration made is never
 * without. Does nothing where all is as it should be; where roles may not be made, the policies hold without them.
 */
export async function secureTables(runner: QueryRunner): Promise<void> {
  const roles = await ensureRoles(runner);
  for (const table of await tablesOf(runner)) {
    const sql = [...rights({ table, ...roles }), ...security({ table, worker: roles.worker })].join(';\n');
    if (sql !== '') await withinAMoment({ runner, table: table.name, sql });
  }
}

function rights({ table, app, worker }: { table: TableState; app: boolean; worker: boolean }): string[] {
  const grant = (role: string) => `GRANT ${RIGHTS} ON public.${quoted(table.name)} TO ${role}`;
  return [
    ...(app && !table.partition && !table.appMay ? [grant(APP_ROLE)] : []),
    ...(worker && (!table.partition || table.rest) && !table.workerMay ? [grant(WORKER_ROLE)] : []),
  ];
}

function security({ table, worker }: { table: TableState; worker: boolean }): string[] {
  if (table.column === null) return [];
  const target = `public.${quoted(table.name)}`;
  const owner = quoted(table.owner);
  const policies = table.partition
    ? table.rest
      ? policiesOfPartition({ owner, worker })
      : []
    : policiesOf({ name: table.name, column: table.column, owner, worker });
  return [
    ...policies
      .filter(({ name }) => !table.policies.includes(name))
      .map(({ name, sql }) => `CREATE POLICY ${quoted(name)} ON ${target} ${sql}`),
    ...(table.forced ? [] : [`ALTER TABLE ${target} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`]),
  ];
}

function tablesOf(runner: QueryRunner): Promise<TableState[]> {
  const may = (role: string) =>
    `(SELECT bool_and(has_table_privilege(r.oid, c.oid, p)) FROM pg_roles r, unnest(string_to_array('${RIGHTS}', ', ')) AS p WHERE r.rolname = '${role}')`;
  return runner.query(
    `SELECT c.relname AS name, pg_get_userbyid(c.relowner) AS owner, c.relispartition AS partition,
        c.relispartition AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' AS rest,
        CASE WHEN c.relname = 'workspace' THEN 'id' ELSE a.attname END AS column,
        c.relrowsecurity AND c.relforcerowsecurity AS forced,
        array(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid) AS policies,
        ${may(APP_ROLE)} AS "appMay", ${may(WORKER_ROLE)} AS "workerMay"
      FROM pg_class c
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'schema_migration'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      ORDER BY c.relname`,
  );
}
