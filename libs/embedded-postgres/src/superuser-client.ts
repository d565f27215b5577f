import pg from 'pg';

export interface Access {
  port: number;
  /** Of the superuser `postgres`. */
  password: string;
}

/** Does something as superuser on a connection of its own. Rejects when the server does not answer within 5 s. */
export async function asSuperuser<Result>(
  { port, password, database = 'postgres' }: Access & { database?: string },
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database,
    connectionTimeoutMillis: 5_000,
    application_name: 'patchbay supervisor',
  });
  // Reported by the query that fails; unheard, it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
