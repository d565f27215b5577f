import type { ChatEvent } from './chat-event.ts';
import type { AnsweredTurn, Connection, Shown } from './history.ts';
import { EventStreamReader } from './read-event-stream.ts';
import { type Call, type Reply, send, textOf } from './send.ts';

export interface Exchange {
  connection: Connection;
  /** The turn's whole answer, where it came. */
  answer?: AnsweredTurn;
  conversation?: { id: string; token: string };
}

export interface ExchangeOptions extends Omit<Call, 'signal' | 'headers'> {
  headers?: Record<string, string>;
  form: 'stream' | 'json';
  after?: number;
  /** Called when the response begins well. Gives true to go away then. */
  onAccepted?: () => boolean;
  onItem?: (item: Shown) => void;
  signal?: AbortSignal;
}

/** Makes a call of the chat API and records all that is shown on it. Never rejects: how it ended is told. */
export async function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { form, after = 0, onAccepted, onItem, headers, signal, ...call } = options;
  const connection: Connection = {
    form,
    after,
    beganMs: Date.now(),
    endedMs: 0,
    status: undefined,
    end: 'broken',
    items: [],
  };
  const leaving = new AbortController();
  const result: Exchange = { connection };
  try {
    const reply = await send({
      ...call,
      headers: { ...headers, ...(form === 'stream' ? { accept: 'text/event-stream' } : {}) },
      signal: signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
    });
    connection.status = reply.status;
    if (reply.status >= 300) await refused({ reply, connection });
    else if (onAccepted?.()) {
      connection.end = 'left';
      leaving.abort();
    } else if (form === 'stream') await readStream({ reply, result, onItem });
    else await readJson({ reply, result });
  } catch {
    if (signal?.aborted) connection.end = 'left';
  }
  connection.endedMs = Date.now();
  return result;
}

async function refused({ reply, connection }: { reply: Reply; connection: Connection }): Promise<void> {
  const retryAfter = Number(reply.headers['retry-after']);
  if (Number.isFinite(retryAfter)) connection.retryAfter = retryAfter;
  const text = await textOf(reply.body);
  connection.end = 'refused';
  const problem: { code?: string } = JSON.parse(text);
  if (problem.code !== undefined) connection.code = problem.code;
}

async function readStream(options: {
  reply: Reply;
  result: Exchange;
  onItem: ((item: Shown) => void) | undefined;
}): Promise<void> {
  const { reply, result, onItem } = options;
  const { connection } = result;
  const reader = new EventStreamReader();
  reply.body.setEncoding('utf8');
  for await (const part of reply.body) {
    for (const item of reader.read(String(part))) {
      const event: ChatEvent = JSON.parse(item.json);
      const shown: Shown = { atMs: Date.now(), ...item, event };
      connection.items.push(shown);
      if (event.type === 'conversation' && event.id !== undefined && event.token !== undefined)
        result.conversation = { id: event.id, token: event.token };
      onItem?.(shown);
    }
  }
  connection.end = 'whole';
  const events = connection.items.map(({ event }) => event).filter(({ seq }) => seq !== undefined);
  const completed = events.findLast(({ type }) => type === 'turn.completed');
  if (completed?.turnId) result.answer = { turnId: completed.turnId, status: 'streamed', events };
}

async function readJson({ reply, result }: { reply: Reply; result: Exchange }): Promise<void> {
  const text = await textOf(reply.body);
  const answer: {
    conversation?: { id: string; token: string };
    turn?: { id: string; status: string };
    events: ChatEvent[];
  } = JSON.parse(text);
  result.connection.end = 'whole';
  result.connection.items = answer.events.map((event) => ({
    atMs: Date.now(),
    json: JSON.stringify(event),
    event,
    ...(event.seq === undefined ? {} : { id: event.seq }),
  }));
  if (answer.conversation) result.conversation = answer.conversation;
  if (answer.turn) result.answer = { turnId: answer.turn.id, status: answer.turn.status, events: answer.events };
}
