import type { QueryRunner } from 'typeorm';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';

export interface Roles {
  /** Whether the role exists. */
  app: boolean;
  worker: boolean;
}

/** Makes the roles where they are missing and may be made, and makes who migrates a member; in which case it is no matter whether others did so at the same time. */
export async function ensureRoles(runner: QueryRunner): Promise<Roles> {
  for (const role of [APP_ROLE, WORKER_ROLE]) {
    await tried(runner, `CREATE ROLE ${role} NOLOGIN`, `NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}')`);
    // Without inheritance, where PostgreSQL knows it for a membership: the role's rights count once it is taken on.
    const [{ since16 }] = await runner.query(
      `SELECT current_setting('server_version_num')::integer >= 160000 AS since16`,
    );
    await tried(
      runner,
      `GRANT ${role} TO ${since16 ? 'CURRENT_USER WITH INHERIT FALSE, SET TRUE' : 'CURRENT_USER'}`,
      `EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '${role}' AND NOT pg_has_role(current_user, r.oid, '${since16 ? 'SET' : 'MEMBER'}'))`,
    );
    await tried(
      runner,
      `GRANT USAGE ON SCHEMA public TO ${role}`,
      `EXISTS (SELECT FROM pg_roles r WHERE r.rolname = '${role}' AND NOT has_schema_privilege(r.oid, 'public', 'USAGE'))`,
    );
  }
  const [found] = await runner.query(
    `SELECT to_regrole('${APP_ROLE}') IS NOT NULL AS app, to_regrole('${WORKER_ROLE}') IS NOT NULL AS worker`,
  );
  return found;
}

async function tried(runner: QueryRunner, sql: string, where: string): Promise<void> {
  await runner.query(`DO $do$ BEGIN
    IF ${where} THEN ${sql}; END IF;
  EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
  END $do$`);
}
