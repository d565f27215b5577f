import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { type SourceStatement, statementsOf, tablesIn } from './testing/statements-of.ts';

// The first wall between tenants: each statement on rows of a workspace names the workspace. Row-level security is the second.

/** Statements that name no workspace, by the function that they stand in, with the reason why they need not. */
const exceptions: Record<string, string> = {
  'accounts-repository.ts hasAdministrator':
    'asks whether anybody administers anything, before there is a first person; gives a number',
  'accounts-repository.ts membershipsOf':
    'learns in which workspaces one person is; the wall lets that person’s rows through alone',
  'accounts-repository.ts findApiKey': 'learns whose a key is, by its hash; the wall lets that one row through alone',
  'accounts-repository.ts findApiKeyById': 'the same by its id',
  'invitation-repository.ts findOpen':
    'learns where an invitation leads, by the hash of its link; the wall lets that one row through alone',
  'flow-repository.ts ownerOfAddress': 'learns whose an address is; the wall lets that one row through alone',
  'retention-store.ts removeDeleted':
    'what cannot be brought back any more goes in all workspaces; done by the role for jobs across them',
  'trace-store.ts removeOld': 'what is too old goes in all workspaces; done by the role for jobs across them',
};

let database: TestDatabase;
let tables: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  const rows: { name: string }[] = await database.dataSource.query(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  tables = rows.map(({ name }) => name);
});
afterAll(() => database?.drop());

/** What is put in carries its workspace as a column that may not be empty: the function that puts it in names it. */
const puts = ({ text }: SourceStatement) => /\.(insert\(|into\()/.test(text) && !/^\s*[`'"]/.test(text);
const namesWorkspace = (text: string) => /\bworkspace_?id\b/i.test(text);

test('every statement of every repository names the workspace', () => {
  expect(tables.length).toBeGreaterThan(15);
  const root = path.resolve(import.meta.dirname, '../../..');
  const entities = new Map(
    globSync('libs/db/src/entities/*.ts', { cwd: root }).flatMap((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      const [constant, table] = [/export const (\w+Entity)\b/.exec(text)?.[1], /tableName: '(\w+)'/.exec(text)?.[1]];
      return constant && table ? [[constant, table] as const] : [];
    }),
  );
  const files = globSync(['libs/db/src/**/*.ts', 'apps/*/src/**/*.ts'], { cwd: root }).filter(
    (file) => !/\.test\.ts$|testing|\/(migrations|entities|backup|walls|keys)\//.test(file),
  );
  const statements = files.flatMap((file) =>
    statementsOf({ source: readFileSync(path.join(root, file), 'utf8'), shown: file, tables, entities }),
  );
  // Else the walk has gone blind.
  expect(statements.length).toBeGreaterThan(70);
  const place = ({ place: at, within }: SourceStatement) => `${path.basename(at).replace(/:\d+$/, '')} ${within}`;
  const nameless = statements.filter((one) => !namesWorkspace(puts(one) ? one.around : one.text));
  expect(
    nameless
      .filter((one) => !(place(one) in exceptions))
      .map((one) => `${one.place} ${one.within}: ${one.text.replace(/\s+/g, ' ').slice(0, 140)}`),
  ).toEqual([]);
  expect(Object.keys(exceptions).filter((name) => !nameless.some((one) => place(one) === name))).toEqual([]);
});

test('every statement of every function in the database names the workspace', async () => {
  const functions: { name: string; body: string }[] = await database.dataSource.query(
    `SELECT p.proname AS name, pg_get_functiondef(p.oid) AS body FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'`,
  );
  expect(functions.length).toBeGreaterThan(5);
  const nameless = functions.flatMap(({ name, body }) =>
    // Behind its head, which lists what it takes and gives.
    body
      .slice(body.indexOf('$function$'))
      .split(/;|\bTHEN\b|\bLOOP\b/)
      .filter((part) => tablesIn({ sql: part, tables }).length > 0 && !namesWorkspace(part))
      .map((part) => `${name}: ${part.replace(/\s+/g, ' ').trim().slice(0, 160)}`),
  );
  expect(nameless).toEqual([]);
});

test('a statement that names none is found, whichever way it is written', () => {
  const source = `
export const byText = 'DELETE FROM flow WHERE key = $1';

export function joined(column: string): string {
  return \`SELECT \${column} FROM conversation c, turn t WHERE t.conversation_id = c.id\`;
}

export function byEntity(manager: EntityManager, key: string): Promise<unknown> {
  return manager.findOneBy(flowEntity, { key });
}

export async function built(manager: EntityManager): Promise<unknown> {
  return manager.createQueryBuilder(flowEntity, 'f').where("f.key = 'x'").getMany();
}

export function named(manager: EntityManager, workspaceId: string): Promise<unknown> {
  return manager.findOneBy(flowEntity, { workspaceId, key: 'x' });
}
`;
  const entities = new Map([['flowEntity', 'flow']]);
  const found = statementsOf({ source, shown: 'x.ts', tables, entities });
  expect(found.map(({ within, tables: touched, text }) => [within, touched, namesWorkspace(text)])).toEqual([
    ['byText', ['flow'], false],
    ['joined', expect.arrayContaining(['conversation', 'turn']), false],
    ['byEntity', ['flow'], false],
    ['built', ['flow'], false],
    ['named', ['flow'], true],
  ]);
});
