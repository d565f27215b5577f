import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readText, startServer, type TestServer } from './start-server.ts';

/** What the server does with one call. A text is answered in words; `cutAfter` breaks the stream after so many. */
export type ModelReply =
  | { text: string; delayMs?: number; cutAfter?: number; finish?: 'stop' | 'length' }
  | { status: number; retryAfter?: string }
  | { hang: true }
  | { garbage: true };

export interface OpenAiServer extends TestServer {
  /** Bodies of the calls, in order. */
  requests: Record<string, unknown>[];
  /** Calls whose connection was given up by the client before the answer was whole. */
  aborted: number;
  /** Replies of the next calls, in order; past them the default. */
  next(...replies: ModelReply[]): void;
}

/** An OpenAI-compatible server. By default it repeats the user's last message, word by word, without delay. */
export async function startOpenAiServer({
  reply,
}: {
  reply?: (body: Record<string, unknown>) => ModelReply;
} = {}): Promise<OpenAiServer> {
  const queue: ModelReply[] = [];
  const requests: Record<string, unknown>[] = [];
  const state = { aborted: 0 };
  const server = await startServer((request, response) => {
    void (async () => {
      if (request.url?.endsWith('/models'))
        return json(response, {
          object: 'list',
          data: [{ id: 'test-model', object: 'model', created: 0, owned_by: 'test' }],
        });
      if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end();
      const body: Record<string, unknown> = JSON.parse(await readText(request));
      requests.push(body);
      const answer = queue.shift() ?? reply?.(body) ?? { text: lastMessage(body) };
      response.on('close', () => {
        if (!response.writableFinished) state.aborted++;
      });
      await respond({ response, body, answer });
    })();
  });
  return {
    ...server,
    requests,
    get aborted() {
      return state.aborted;
    },
    next: (...replies) => void queue.push(...replies),
  };
}

async function respond({
  response,
  body,
  answer,
}: {
  response: ServerResponse;
  body: Record<string, unknown>;
  answer: ModelReply;
}): Promise<void> {
  if ('hang' in answer) return;
  if ('garbage' in answer)
    return void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"choices": [{]\n\ndata: [DONE]\n\n');
  if ('status' in answer) {
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      ...(answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter }),
    });
    return void response.end(JSON.stringify({ error: { message: 'scripted error', type: 'test' } }));
  }
  const words = answer.text.match(/\S+\s*/g) ?? [];
  const finish = answer.finish ?? 'stop';
  const head = { id: 'chatcmpl-test', object: 'chat.completion.chunk', created: 0, model: body.model };
  const usage = { prompt_tokens: 7, completion_tokens: words.length, total_tokens: 7 + words.length };
  if (body.stream !== true) {
    return json(response, {
      ...head,
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: answer.text }, finish_reason: finish }],
      usage,
    });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  let written = 0;
  for (const word of words) {
    if (answer.cutAfter === written) return void response.destroy();
    if (answer.delayMs) await sleep(answer.delayMs);
    response.write(chunk({ ...head, choices: [{ index: 0, delta: { content: word }, finish_reason: null }] }));
    written++;
  }
  response.end(
    chunk({ ...head, choices: [{ index: 0, delta: {}, finish_reason: finish }] }) +
      (body.stream_options ? chunk({ ...head, choices: [], usage }) : '') +
      'data: [DONE]\n\n',
  );
}

function lastMessage(body: Record<string, unknown>): string {
  const messages: unknown[] = Array.isArray(body.messages) ? body.messages : [];
  const last = messages.at(-1);
  return typeof last === 'object' && last !== null && 'content' in last ? String(last.content) : '';
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
