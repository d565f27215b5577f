import type { FastifyReply, FastifyRequest } from 'fastify';
import { problems } from '../platform/http/problems.ts';
import type { ChatAnswer } from './chat-answer.ts';
import type { EventStream } from './event-stream.ts';
import type { OpenStreams } from './open-streams.ts';
import { eventList } from './stored-event.ts';
import type { TurnRun } from './turn-run.ts';

export function wantsStream(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/event-stream') ?? false;
}

/** Answers a call that began a run, or that one began before: as a stream while it goes on, or as JSON when it has ended. */
export async function sendAnswer(options: {
  answer: ChatAnswer;
  request: FastifyRequest;
  reply: FastifyReply;
  streams: OpenStreams;
}): Promise<void> {
  const { answer, request, reply, streams } = options;
  const status = answer.conversation ? 201 : 200;
  if (!wantsStream(request)) {
    await reply
      .status(status)
      .header('content-type', 'application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await jsonOf(answer));
    return;
  }
  const stream = streams.open({ reply, lastSeq: 0, status, follows: false });
  if (answer.conversation) stream.live(JSON.stringify({ type: 'conversation', ...answer.conversation }));
  if (answer.source.kind === 'kept') {
    stream.kept(answer.source.events);
    stream.end();
  } else await streamRun({ stream, run: answer.source.run });
}

async function jsonOf({ conversation, turnId, source }: ChatAnswer): Promise<string> {
  const status = source.kind === 'kept' ? source.status : await source.run.ended.catch(interrupted);
  const events = eventList(source.kind === 'kept' ? source.events : source.run.output.events);
  const opened = conversation ? `"conversation":${JSON.stringify(conversation)},` : '';
  return `{${opened}"turn":{"id":"${turnId}","status":"${status}"},"events":${events}}`;
}

// The turn is kept; the same key tells later how it ended.
function interrupted(): never {
  throw problems.unavailable({ seconds: 2, message: 'The turn was accepted, but its end is not known yet.' });
}

async function streamRun({ stream, run }: { stream: EventStream; run: TurnRun }): Promise<void> {
  for (const item of run.output.shown) stream.item(item);
  const written = run.output.catchUp();
  if (written) stream.live(written);
  stream.onClose(run.output.subscribe((item) => stream.item(item)));
  await run.ended.then(
    () => stream.end(),
    // Kept as far as it came: its reader finds the rest where it goes on.
    () => stream.goodbye(),
  );
}
