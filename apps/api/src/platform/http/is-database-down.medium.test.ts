import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { isDatabaseDown } from './is-database-down.ts';

describe('a connection that is cut within a transaction', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it.each([
    ['before its next statement', 200],
    ['as its next statement leaves', 0],
  ])('is a database that is down, %s', async (_, pauseMs) => {
    const { dataSource } = database;
    const fault: unknown = await dataSource
      .transaction(async (manager) => {
        const [{ pid }] = await manager.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
        await dataSource.query('SELECT pg_terminate_backend($1)', [pid]);
        await sleep(pauseMs);
        return manager.query('SELECT 1');
      })
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Error);
    expect({ fault, down: isDatabaseDown(fault) }).toMatchObject({ down: true });
  });

  it('while a statement that is wrong is not', async () => {
    const fault: unknown = await database.dataSource
      .transaction((manager) => manager.query('SELECT nothing'))
      .catch((error: unknown) => error);
    expect(isDatabaseDown(fault)).toBe(false);
  });
});
