import type { ServerResponse } from 'node:http';
import { type ModelReply, wordsOf, writeParts } from './model-reply.ts';
import { type ModelServer, type ModelServerOptions, sendJson, startModelServer } from './model-server.ts';

export type OllamaServer = ModelServer;

/** A server that speaks Ollama's protocol. By default it repeats the user's last message, word by word, without delay. */
export function startOllamaServer({ reply }: ModelServerOptions = {}): Promise<OllamaServer> {
  return startModelServer({
    ...(reply ? { reply } : {}),
    chatPath: '/api/chat',
    listPath: '/api/tags',
    list: { models: [{ name: 'llama-test' }] },
    answer,
  });
}

async function answer({
  response,
  body,
  reply,
}: {
  response: ServerResponse;
  body: Record<string, unknown>;
  reply: ModelReply;
}): Promise<void> {
  if ('hang' in reply) return;
  const ndjson = { 'content-type': 'application/x-ndjson' };
  if ('garbage' in reply) return void response.writeHead(200, ndjson).end('{"message": {"content": \n[[\n');
  if ('status' in reply)
    return sendJson({
      response,
      status: reply.status,
      headers: reply.retryAfter === undefined ? {} : { 'retry-after': reply.retryAfter },
      value: reply.body ?? { error: reply.message ?? 'scripted error' },
    });
  const line = (data: object) => `${JSON.stringify({ model: body.model, ...data })}\n`;
  const counted = reply.usage === false ? {} : { prompt_eval_count: 5, eval_count: wordsOf(reply.text).length };
  if (body.stream === false)
    return sendJson({
      response,
      value: { model: body.model, message: { role: 'assistant', content: reply.text }, done: true, ...counted },
    });
  response.writeHead(200, ndjson);
  const part = (text: string) =>
    line({
      message: { role: 'assistant', content: text, ...(text === '' ? { thinking: 'hm' } : {}) },
      done: false,
    });
  if (!(await writeParts({ response, reply, part }))) return;
  response.end(
    line({ message: { role: 'assistant', content: '' }, done: true, done_reason: reply.finish ?? 'stop', ...counted }),
  );
}
