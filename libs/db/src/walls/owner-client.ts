import pg from 'pg';
import { withServerOptions } from './with-server-options.ts';

/** Startup options of connections that mean the rows of all workspaces: of migrations and the owner's other work. */
export const OWNER_OPTIONS = '-c patchbay.scope=all';

/** Does something on a connection of its own as who migrates. */
export async function ownerClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({
    connectionString: withServerOptions({ url, options: OWNER_OPTIONS }),
    application_name: 'patchbay owner',
  });
  // Reported by the query that fails; unheard, it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
