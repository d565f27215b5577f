import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, type PatchbayDataSource } from './data-source.ts';
import { hotPool } from './hot-pool.ts';
import { createTestDatabase, DatabaseProxy, type TestDatabase } from './testing.ts';

describe('a database that hangs', () => {
  let database: TestDatabase;
  let proxy: DatabaseProxy;
  let source: PatchbayDataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    proxy = await DatabaseProxy.start(database.url);
    const options = { url: proxy.url, poolSize: 2, applicationName: 'silence', silenceMs: 1_500 };
    source = await createDataSource(options).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await proxy?.stop();
    await database?.drop();
  });

  it('is told as one that is away, and used again when it answers', async () => {
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    proxy.hang(true);
    const away = { code: 'ETIMEDOUT', syscall: 'read' };
    await expect(hotPool(source).query('SELECT 2')).rejects.toMatchObject(away);
    // In a transaction too, whose connection is then of no more use.
    proxy.hang(false);
    const transaction = source.transaction(async (manager) => {
      await manager.query('SELECT 3');
      proxy.hang(true);
      await manager.query('SELECT 4');
    });
    await expect(transaction).rejects.toThrow();
    proxy.hang(false);
    for (let round = 0; round < 4; round += 1) expect(await source.query('SELECT 5 AS five')).toEqual([{ five: 5 }]);
  });

  it('is not what a connection is that nobody uses, or that is at work and says so', async () => {
    const pid = async () => (await source.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid'))[0]?.pid;
    const first = await pid();
    await sleep(2_500);
    expect(await pid()).toBe(first);
    // Rows come one after another, for longer than the silence that is allowed.
    const rows = await source.query(`SELECT pg_sleep(0.5), repeat('x', 20000) FROM generate_series(1, 5)`);
    expect(rows).toHaveLength(5);
  });
});
