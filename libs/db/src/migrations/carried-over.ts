import type { QueryRunner } from 'typeorm';

/** Statements that give a new table what CREATE TABLE … LIKE leaves behind with the old one, which then is called `<table>_first`: row-level security and rights. */
export async function carriedOver({ runner, table }: { runner: QueryRunner; table: string }): Promise<string> {
  const [secured] = await runner.query(
    `SELECT relrowsecurity AS on, relforcerowsecurity AS forced FROM pg_class WHERE oid = to_regclass($1)`,
    [`public.${table}`],
  );
  const policies: { sql: string }[] = await runner.query(
    `SELECT format('CREATE POLICY %I ON public.%I AS %s FOR %s TO %s%s%s', policyname, tablename, permissive, cmd,
        (SELECT string_agg(CASE role WHEN 'public' THEN 'public' ELSE quote_ident(role) END, ', ') FROM unnest(roles) AS role),
        coalesce(' USING (' || qual || ')', ''), coalesce(' WITH CHECK (' || with_check || ')', '')) AS sql
     FROM pg_policies WHERE schemaname = 'public' AND tablename = $1`,
    [table],
  );
  const rights: { sql: string }[] = await runner.query(
    `SELECT format('GRANT %s ON public.%I TO %s', a.privilege_type, c.relname,
        CASE a.grantee WHEN 0 THEN 'public' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS sql
     FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a WHERE c.oid = to_regclass($1) AND a.grantee <> c.relowner`,
    [`public.${table}`],
  );
  const security = [
    secured.on ? `ALTER TABLE public.${table} ENABLE ROW LEVEL SECURITY` : '',
    secured.forced ? `ALTER TABLE public.${table} FORCE ROW LEVEL SECURITY` : '',
  ];
  return [...security, ...[...policies, ...rights].map(({ sql }) => sql)].filter(Boolean).join(';\n');
}
