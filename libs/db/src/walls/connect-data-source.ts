import { createDataSource, type DatabaseOptions, type PatchbayDataSource } from '../data-source.ts';
import { missingWalls } from './missing-walls.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

/** The role is not there, or not for this user; a pooler does not take options. */
const ROLE_REFUSED = new Set(['22023', '42501', '08P01']);

/** A connected data source whose statements run in the app role: from the beginning of each connection where that is to be had, else in each scoped transaction. */
export async function connectDataSource(options: Omit<DatabaseOptions, 'serverOptions'>): Promise<PatchbayDataSource> {
  const source = (await inAppRole(options)) ?? (await connected(createDataSource(options)));
  const [roles] = await source.query(
    `SELECT current_user = '${APP_ROLE}' AS is, ${may(APP_ROLE)} AS app, ${may(WORKER_ROLE)} AS worker`,
  );
  source.walls = { app: roles.is ? 'connection' : roles.app ? 'transaction' : 'none', worker: roles.worker };
  source.missingWalls = await missingWalls(source);
  return source;
}

async function inAppRole(options: DatabaseOptions): Promise<PatchbayDataSource | undefined> {
  try {
    return await connected(createDataSource({ ...options, serverOptions: `-c role=${APP_ROLE}` }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && ROLE_REFUSED.has(String(error.code))) return undefined;
    throw error;
  }
}

async function connected(source: PatchbayDataSource): Promise<PatchbayDataSource> {
  await source.initialize();
  return source;
}

function may(role: string): string {
  return `EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '${role}' AND pg_has_role(session_user, r.oid,
    CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END))`;
}
