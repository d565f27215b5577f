import { startEmbeddedPostgres } from '../start-embedded-postgres.ts';

// A process that owns a data directory, for tests that kill it: says where the server is, stops it on SIGTERM and SIGINT.
const [directory = ''] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ directory });
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => void postgres.stop().then(() => process.exit(0)));
console.log(JSON.stringify({ url: postgres.url, adopted: postgres.adopted }));
setInterval(() => undefined, 1_000);
