import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { migrate } from './migrate.ts';

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
});
