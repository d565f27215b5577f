import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from './testing.ts';

describe('a connection that is cut while a transaction holds it', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('between two statements: the next one fails, and nothing else', async () => {
    const pool = (database.dataSource.driver as unknown as { master: pg.Pool }).master;
    const client = await pool.connect();
    await client.query('BEGIN');
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    expect(client.listenerCount('error')).toBeGreaterThan(0);
    const broken = new Promise((resolve) => client.once('end', resolve));
    await database.dataSource.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await broken;
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    await sleep(50);
    expect(await database.dataSource.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
