import pg from 'pg';
import type { DataSource } from 'typeorm';

export type HotPool = pg.Pool;

/** The pool that TypeORM holds, for prepared statements of the hot path. The data source must be connected. */
export function hotPool(dataSource: DataSource): HotPool {
  const pool: unknown = 'master' in dataSource.driver ? dataSource.driver.master : undefined;
  if (!(pool instanceof pg.Pool)) throw new Error('The data source is not connected to PostgreSQL.');
  return pool;
}
