import type { QueryRunner } from 'typeorm';
import { quoted } from '../backup/quoted.ts';
import { withinAMoment } from '../migrations/within-a-moment.ts';
import { ensureRoles } from './ensure-roles.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';
import { faultyPolicies, makePolicy, TABLE_RIGHTS, type TableState, tableStates } from './table-states.ts';

/**
 * Gives every table with a workspace its row-level security, and the roles their rights, after each run of migrations: a table that a migration made is never
 * without, and a policy that another release or hand has made otherwise is made anew. Does nothing where all is as it should be; where roles may not be made, the
 * policies hold without them.
 */
export async function secureTables(runner: QueryRunner): Promise<void> {
  const roles = await ensureRoles(runner);
  for (const table of await tableStates(runner)) {
    const sql = [...rights({ table, ...roles }), ...security({ table, worker: roles.worker })].join(';\n');
    if (sql !== '') await withinAMoment({ runner, table: table.name, sql });
  }
}

function rights({ table, app, worker }: { table: TableState; app: boolean; worker: boolean }): string[] {
  const grant = (role: string) => `GRANT ${TABLE_RIGHTS} ON public.${quoted(table.name)} TO ${role}`;
  return [
    ...(app && !table.partition && !table.appMay ? [grant(APP_ROLE)] : []),
    ...(worker && (!table.partition || table.rest) && !table.workerMay ? [grant(WORKER_ROLE)] : []),
  ];
}

function security({ table, worker }: { table: TableState; worker: boolean }): string[] {
  if (table.column === null) return [];
  const target = `public.${quoted(table.name)}`;
  return [
    ...faultyPolicies({ table, worker }).map((policy) => makePolicy({ table: table.name, policy })),
    ...(table.forced ? [] : [`ALTER TABLE ${target} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`]),
  ];
}
