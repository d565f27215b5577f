import pg from 'pg';
import { startEmbeddedPostgres } from '../start-embedded-postgres.ts';

/*
 * A process that owns a data directory, for tests that kill it: says where the server is, stops it on SIGTERM and SIGINT. With `stream` it reads slow rows from
 * the database and, asked to stop, ends that first, as the API does with its streams.
 */
const [directory = '', mode] = process.argv.slice(2);

try {
  const postgres = await startEmbeddedPostgres({ directory, log: (text) => console.error(text) });
  const streaming = mode === 'stream' ? stream(postgres.url) : Promise.resolve();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void streaming.then(postgres.stop).then(() => process.exit(0)));
  console.log(JSON.stringify({ url: postgres.url, adopted: postgres.adopted }));
  setInterval(() => undefined, 1_000);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function stream(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let row = 1; row <= 20; row++) {
    await client.query('SELECT pg_sleep(0.05)');
    console.log(`row ${row}`);
  }
  await client.end();
}
