import fastify from 'fastify';
import pg from 'pg';

// The floor: what a turn costs at least. Bare Fastify on a pg pool, two autocommitted inserts a turn: the message, then the reply.
const url = process.argv[2];
if (!url) throw new Error('usage: floor-server.ts <database url>');
const pool = new pg.Pool({ connectionString: url, max: 16 });
await pool.query(`CREATE SCHEMA IF NOT EXISTS bench_floor`);
await pool.query(`CREATE TABLE IF NOT EXISTS bench_floor.message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, conversation text NOT NULL, role text NOT NULL, text text NOT NULL,
  at timestamptz NOT NULL DEFAULT now())`);

const insert = {
  name: 'insert',
  text: 'INSERT INTO bench_floor.message (conversation, role, text) VALUES ($1, $2, $3)',
};
const server = fastify();
server.post<{ Params: { id: string }; Body: { text: string } }>('/turns/:id', async (request) => {
  const { id } = request.params;
  const reply = `You said: ${request.body.text}`;
  await pool.query({ ...insert, values: [id, 'user', request.body.text] });
  await pool.query({ ...insert, values: [id, 'bot', reply] });
  return { events: [{ type: 'message', role: 'bot', text: reply }] };
});
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
console.log(`ready ${await server.listen({ port: 0, host: '127.0.0.1' })}`);
