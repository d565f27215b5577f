import type { PatchbayDataSource } from '../data-source.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';
import { faultyPolicies, foreignPolicies, tableStates } from './table-states.ts';

/** Something of row-level security that is not in force. */
export interface MissingWall {
  code: 'bypasses-row-security' | 'no-app-role' | 'no-worker-role' | 'unsecured-tables' | 'foreign-policies';
  /** What to do about it. */
  message: string;
}

/** What is missing on these connections, for who runs the installation. */
export async function missingWalls(source: PatchbayDataSource): Promise<MissingWall[]> {
  const [found] = await source.query(
    `SELECT quote_ident(session_user) AS login, r.rolsuper OR r.rolbypassrls AS bypasses,
      (SELECT relowner = r.oid FROM pg_class WHERE oid = to_regclass('public.workspace')) AS owner,
      to_regrole('${WORKER_ROLE}') IS NOT NULL AS "workerExists"
    FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const tables = (await tableStates(source)).filter((table) => table.column !== null);
  const unsecured = tables.filter(
    (table) => !table.forced || faultyPolicies({ table, worker: found.workerExists }).length > 0,
  );
  const { app, worker } = source.walls;
  const missing: MissingWall[] = [];
  if (found.bypasses)
    missing.push({
      code: 'bypasses-row-security',
      message: `The database user ${found.login} bypasses row-level security, and its connections do not begin in the role ${APP_ROLE}. Connect as a user who is no superuser; behind PgBouncer, connect_query = 'SET ROLE ${APP_ROLE}' does as well.`,
    });
  if (app === 'none')
    missing.push({
      code: 'no-app-role',
      message: `The database user ${found.login} is no member of ${APP_ROLE}: row-level security holds by what each transaction says, not by a role. As an administrator of the database: ${roleHelp(found.login)}`,
    });
  if (!worker && !found.owner && !found.bypasses)
    missing.push({
      code: 'no-worker-role',
      message: `Jobs across workspaces see nothing: the database user ${found.login} is no member of ${WORKER_ROLE}. As an administrator of the database: ${roleHelp(found.login)}`,
    });
  if (unsecured.length > 0)
    missing.push({
      code: 'unsecured-tables',
      message: `Row-level security is not in force, or not as this release makes it, on ${unsecured.map(({ name }) => name).join(', ')}: start Patchbay once with DATABASE_DIRECT_URL of the user that owns them.`,
    });
  const foreign = tables.flatMap((table) =>
    foreignPolicies({ table, worker: found.workerExists }).map((name) => `${name} on ${table.name}`),
  );
  if (foreign.length > 0)
    missing.push({
      code: 'foreign-policies',
      message: `Policies that Patchbay did not make let more rows through: ${foreign.join(', ')}. Drop them, or make them AS RESTRICTIVE.`,
    });
  return missing;
}

function roleHelp(login: string): string {
  return `CREATE ROLE ${APP_ROLE} NOLOGIN; CREATE ROLE ${WORKER_ROLE} NOLOGIN; GRANT ${APP_ROLE}, ${WORKER_ROLE} TO ${login}; then start Patchbay again.`;
}
