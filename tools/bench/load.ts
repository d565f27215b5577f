import { type LoadPlan, loadPlanSchema, type LoadResult, type OpenedConversation } from './load-plan.ts';
import { postBytes, RawConnection } from './raw-connection.ts';

/** What the first part of an answer is known by. */
const marks = { floor: 'You said', chat: 'message.delta', model: '"content"' };

// The load generator, in a process of its own: as many conversations at once, each a turn after another on its own connection.
const plan = loadPlanSchema.parse(JSON.parse(process.argv[2] ?? ''));
console.log(JSON.stringify(await drive(plan)));
process.exit(0);

async function drive(plan: LoadPlan): Promise<LoadResult> {
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
          if (plan.turns === undefined ? now - began >= plan.measureMs : times.length >= plan.turns) ended = now;
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
    opened: clients.flatMap(({ opened }) => opened ?? []),
  };
}

interface Client {
  connection: RawConnection;
  /** The next request. */
  next(): string;
  opened?: OpenedConversation;
}

async function begin(plan: LoadPlan, index: number): Promise<Client> {
  const { url, says } = plan;
  const connection = await RawConnection.open(url);
  let count = 0;
  if (plan.kind === 'floor')
    return {
      connection,
      next: () => postBytes({ url, path: `/turns/c${index}`, body: { text: `${says} ${++count}` }, headers: {} }),
    };
  if (plan.kind === 'model') {
    const body = { model: 'test-model', stream: true, messages: [{ role: 'user', content: 'hello' }] };
    return { connection, next: () => postBytes({ url, path: '/v1/chat/completions', body, headers: {} }) };
  }
  const base = `/api/chat/${plan.bot}/conversations`;
  const conversation = plan.opened?.[index] ?? (await open({ connection, url, base }));
  // Conversations that are gone on with have had keys before.
  const run = Math.random().toString(36).slice(2);
  const accept: Record<string, string> = plan.stream ? { accept: 'text/event-stream' } : {};
  return {
    connection,
    opened: conversation,
    next: () =>
      postBytes({
        url,
        path: `${base}/${conversation.id}/turns`,
        body: { text: `${says} ${++count}` },
        headers: {
          authorization: `Bearer ${conversation.token}`,
          'idempotency-key': `${run}-${index}-${count}`,
          ...accept,
        },
      }),
  };
}

async function open(options: { connection: RawConnection; url: string; base: string }): Promise<OpenedConversation> {
  const { connection, url, base } = options;
  const answer = await connection.send(postBytes({ url, path: base, body: {}, headers: {} }));
  if (answer.status !== 201) throw new Error(`opening failed: ${answer.status} ${answer.body}`);
  const { conversation }: { conversation: OpenedConversation } = JSON.parse(answer.body);
  return conversation;
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
