import { z } from 'zod';
import { postBytes, RawConnection } from './raw-connection.ts';

/** What to drive, and how. */
const planSchema = z.object({
  kind: z.enum(['floor', 'chat', 'model']),
  url: z.string(),
  bot: z.string(),
  conversations: z.number().int(),
  warmUpMs: z.number(),
  measureMs: z.number(),
  /** Whether turns are answered as streams; the time to the first part of the answer is measured then. */
  stream: z.boolean(),
  /** A text that every good answer holds. */
  expects: z.string(),
});
type Plan = z.infer<typeof planSchema>;

export interface LoadResult {
  turns: number;
  seconds: number;
  failures: number;
  firstFailure: string | undefined;
  p50: number;
  p95: number;
  p99: number;
  firstPartP50: number | undefined;
}

/** What the first part of an answer is known by. */
const marks = { floor: 'You said', chat: 'message.delta', model: '"content"' };

// The load generator, in a process of its own: as many conversations at once, each a turn after another on its own connection.
const plan = planSchema.parse(JSON.parse(process.argv[2] ?? ''));
console.log(JSON.stringify(await drive(plan)));
process.exit(0);

async function drive(plan: Plan): Promise<LoadResult> {
  const times: number[] = [];
  const firsts: number[] = [];
  const failures: string[] = [];
  const clients = await Promise.all(Array.from({ length: plan.conversations }, (_, index) => begin(plan, index)));
  const warm = performance.now() + plan.warmUpMs;
  let measured = false;
  let began = 0;
  let ended = 0;
  await Promise.all(
    clients.map(async ({ connection, next }) => {
      while (ended === 0) {
        const request = next();
        const sent = performance.now();
        const answer = await connection.send(request, plan.stream ? marks[plan.kind] : undefined);
        const now = performance.now();
        if (answer.status !== 200 || !answer.body.includes(plan.expects))
          failures.push(`${answer.status} ${answer.body.slice(0, 300)}`);
        if (!measured && now >= warm) {
          measured = true;
          began = now;
          process.stderr.write('measuring\n');
        } else if (measured && ended === 0) {
          times.push(now - sent);
          if (answer.markedMs !== undefined) firsts.push(answer.markedMs);
          if (now - began >= plan.measureMs) ended = now;
        }
      }
    }),
  );
  for (const { connection } of clients) connection.close();
  times.sort((a, b) => a - b);
  firsts.sort((a, b) => a - b);
  return {
    turns: times.length,
    seconds: (ended - began) / 1_000,
    failures: failures.length,
    firstFailure: failures[0],
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    p99: at(times, 0.99),
    firstPartP50: firsts.length > 0 ? at(firsts, 0.5) : undefined,
  };
}

async function begin(plan: Plan, index: number): Promise<{ connection: RawConnection; next(): string }> {
  const { url } = plan;
  const connection = await RawConnection.open(url);
  let count = 0;
  if (plan.kind === 'floor')
    return {
      connection,
      next: () => postBytes({ url, path: `/turns/c${index}`, body: { text: `hello ${++count}` }, headers: {} }),
    };
  if (plan.kind === 'model') {
    const body = { model: 'test-model', stream: true, messages: [{ role: 'user', content: 'hello' }] };
    return { connection, next: () => postBytes({ url, path: '/v1/chat/completions', body, headers: {} }) };
  }
  const base = `/api/chat/${plan.bot}/conversations`;
  const opened = await connection.send(postBytes({ url, path: base, body: {}, headers: {} }));
  if (opened.status !== 201) throw new Error(`opening failed: ${opened.status} ${opened.body}`);
  const { conversation }: { conversation: { id: string; token: string } } = JSON.parse(opened.body);
  const accept: Record<string, string> = plan.stream ? { accept: 'text/event-stream' } : {};
  return {
    connection,
    next: () =>
      postBytes({
        url,
        path: `${base}/${conversation.id}/turns`,
        body: { text: `hello ${++count}` },
        headers: {
          authorization: `Bearer ${conversation.token}`,
          'idempotency-key': `${index}-${count}`,
          ...accept,
        },
      }),
  };
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
