import { DataSource } from 'typeorm';
import { entities } from './entities/entities.ts';
import { migrations } from './migrations/migrations.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; parameters of the URL, such as `sslmode`, count. */
  url: string;
  /** Most connections of this process. */
  poolSize: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** A TypeORM data source, not yet connected. The schema changes by migrations alone. */
export function createDataSource({ url, poolSize, applicationName }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName,
    entities,
    migrations,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize,
    connectTimeoutMS: 5_000,
    // A connection that breaks while it is idle is replaced by the pool; the next query says what is wrong.
    poolErrorHandler: () => undefined,
    extra: { idleTimeoutMillis: 60_000, keepAlive: true },
  });
}
