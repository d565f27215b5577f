import pg from 'pg';

// What COPY writes must not depend on the settings of a role or a server, and no time limit of them may cut it off.
const SETTINGS = `
  SET client_encoding = 'UTF8'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 3; SET bytea_output = 'hex';
  SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET patchbay.scope = 'all'; SET lock_timeout = '30s'`;

/** Does something on a connection of its own, made for moving whole tables. Where the connection is lost, it throws why. */
export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: 'patchbay backup', keepAlive: true });
  // Reported by the query that fails, where one runs; unheard, it would end the process.
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost ??= error;
  });
  await client.connect();
  try {
    await client.query(SETTINGS);
    return await work(client);
  } catch (error) {
    // Between two queries the next one says no more than that it cannot be asked.
    throw lost ?? error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
