import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { entities } from './entities/entities.ts';
import { migrations } from './migrations/migrations.ts';
import type { MissingWall } from './walls/missing-walls.ts';
import { endSilentConnections } from './silent-connections.ts';
import type { Walls } from './walls/walls.ts';
import { withServerOptions } from './walls/with-server-options.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; parameters of the URL, such as `sslmode`, count. */
  url: string;
  /** Past a pooler, as the owner of the tables; `url` without it. */
  ownerUrl?: string | undefined;
  /** Most connections of this process. */
  poolSize: number;
  /** A connection in use that hears nothing for so long is ended, with what was asked on it. Milliseconds; without it, never. */
  silenceMs?: number | undefined;
  /** The longest that a connection may take to be made. Milliseconds. */
  connectMs?: number | undefined;
  /** Off where a pooler does not know named statements. */
  preparedStatements?: boolean | undefined;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** For the server at the beginning of each connection, as `-c name=value`. */
  serverOptions?: string | undefined;
}

/** A data source that knows how its connections come to their roles, and where the owner connects. */
export class PatchbayDataSource extends DataSource {
  walls: Walls = { app: 'none', worker: false };
  /** What of row-level security is not in force. */
  missingWalls: readonly MissingWall[] = [];
  readonly ownerUrl: string;
  readonly preparedStatements: boolean;
  readonly #silenceMs: number;

  constructor({
    ownerUrl,
    preparedStatements,
    silenceMs,
    ...options
  }: DataSourceOptions & { ownerUrl: string; preparedStatements: boolean; silenceMs: number }) {
    super(options);
    this.#silenceMs = silenceMs;
    this.preparedStatements = preparedStatements;
    this.ownerUrl = ownerUrl;
  }

  override async initialize(): Promise<this> {
    await super.initialize();
    const pool: unknown = 'master' in this.driver ? this.driver.master : undefined;
    if (pool instanceof pg.Pool) {
      outliveBreaks(pool);
      if (this.#silenceMs > 0) endSilentConnections({ pool, silenceMs: this.#silenceMs });
    }
    return this;
  }
}

// A connection that is cut between two statements of a transaction tells so when nobody waits for an answer, and an error that nobody hears ends the process. Its next
// statement fails by itself.
function outliveBreaks(pool: pg.Pool): void {
  const heard = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    heard.add(client);
    client.on('error', () => undefined);
  });
}

/** A TypeORM data source, not yet connected. The schema changes by migrations alone. */
export function createDataSource(options: DatabaseOptions): PatchbayDataSource {
  const {
    url,
    ownerUrl = url,
    silenceMs = 0,
    connectMs = 5_000,
    poolSize,
    applicationName,
    serverOptions,
    preparedStatements = true,
  } = options;
  return new PatchbayDataSource({
    type: 'postgres',
    url: serverOptions === undefined ? url : withServerOptions({ url, options: serverOptions }),
    applicationName,
    entities,
    migrations,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize,
    connectTimeoutMS: connectMs,
    // A connection that breaks while it is idle is replaced by the pool; the next query says what is wrong.
    poolErrorHandler: () => undefined,
    extra: { idleTimeoutMillis: 60_000, keepAlive: true },
    ownerUrl,
    preparedStatements,
    silenceMs,
  });
}
