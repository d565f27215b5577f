import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { migrate, migrationNames } from './migrate.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('leave nothing that the entities would still change', async () => {
    const { upQueries } = await database.dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map((query) => query.query).filter((query) => !/CONSTRAINT|INDEX/.test(query))).toEqual([]);
  });

  it('run once, and at the same time do no harm', async () => {
    const again = await Promise.all([1, 2, 3].map(() => migrate({ url: database.url })));
    expect(again.flat()).toEqual([]);
  });

  // One makes an index concurrently, for which it waits for every other's statement: none may be waiting for its turn in one.
  it('run once when three processes start at once on an empty database', async () => {
    const name = `empty_${randomUUID().replaceAll('-', '')}`;
    await database.dataSource.query(`CREATE DATABASE ${name}`);
    try {
      const url = new URL(database.url);
      url.pathname = `/${name}`;
      const ran = await Promise.all([1, 2, 3].map(() => migrate({ url: url.href })));
      expect(ran.flat().sort()).toEqual(migrationNames().sort());
    } finally {
      await database.dataSource.query(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});
