import pg from 'pg';
import type { DataSource } from 'typeorm';
import { PatchbayDataSource } from './data-source.ts';
import { ownerClient } from './walls/owner-client.ts';
import { enterScope, type Scope, type Walls } from './walls/walls.ts';

/** Rows as the driver types those that nobody described. */
type AnyRow = pg.QueryResult['rows'][number];

/** The pool that TypeORM holds, for what goes past it. Each method is one transaction and leaves nothing behind in its session, whatever pooler stands between. */
export class HotPool {
  readonly #pool: pg.Pool;
  readonly #walls: Walls;
  readonly #ownerUrl: string | undefined;
  readonly #preparedStatements: boolean;

  constructor({
    pool,
    walls,
    ownerUrl,
    preparedStatements = true,
  }: {
    pool: pg.Pool;
    walls: Walls;
    ownerUrl?: string | undefined;
    preparedStatements?: boolean;
  }) {
    this.#preparedStatements = preparedStatements;
    this.#pool = pool;
    this.#walls = walls;
    this.#ownerUrl = ownerUrl;
  }

  /** One round trip: a function that names its workspace itself, or what belongs to no workspace. Rows of workspaces are not there for any other statement. */
  query<Row extends pg.QueryResultRow = AnyRow>(
    config: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return this.#pool.query<Row>(this.#named(config), values);
  }

  /** A statement on the rows of one workspace: three round trips. */
  inWorkspace<Row extends pg.QueryResultRow = AnyRow>(
    workspaceId: string,
    config: pg.QueryConfig,
  ): Promise<pg.QueryResult<Row>> {
    return this.#scoped({ kind: 'workspace', workspaceId }, config);
  }

  /** Finds a row by the very value that names it, to learn whose it is: a bot's address, an API key's hash. Three round trips. */
  lookUp<Row extends pg.QueryResultRow = AnyRow>(value: string, config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    return this.#scoped({ kind: 'lookup', value }, config);
  }

  /** A statement on the rows of all workspaces, in the role of jobs: three round trips. */
  across<Row extends pg.QueryResultRow = AnyRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    return this.#scoped({ kind: 'all' }, config);
  }

  /** Changes tables, on a connection of its own past any pooler, as who migrates. Several statements are one transaction. */
  async asOwner(sql: string): Promise<void> {
    if (this.#ownerUrl === undefined) return void (await this.#pool.query(sql));
    await ownerClient(this.#ownerUrl, (client) => client.query(sql));
  }

  // A named statement stays in its session: through a pooler that does not know of it, the next one may be in another.
  #named(config: string | pg.QueryConfig): string | pg.QueryConfig {
    if (typeof config === 'string' || this.#preparedStatements) return config;
    const { name: _, ...unnamed } = config;
    return unnamed;
  }

  async #scoped<Row extends pg.QueryResultRow>(scope: Scope, config: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
    const client = await this.#pool.connect();
    let failure: unknown;
    try {
      await client.query(`BEGIN; ${enterScope({ scope, walls: this.#walls })}`);
      const result = await client.query<Row>(this.#named(config));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that does not even take a rollback is of no more use.
      await client.query('ROLLBACK').catch((broken: unknown) => {
        failure = broken;
      });
      throw error;
    } finally {
      client.release(failure !== undefined);
    }
  }
}

/** The data source must be connected. */
export function hotPool(dataSource: DataSource): HotPool {
  const pool: unknown = 'master' in dataSource.driver ? dataSource.driver.master : undefined;
  if (!(pool instanceof pg.Pool) || !(dataSource instanceof PatchbayDataSource))
    throw new Error('The data source is not connected to PostgreSQL.');
  const { walls, ownerUrl, preparedStatements } = dataSource;
  return new HotPool({ pool, walls, ownerUrl, preparedStatements });
}
