import type { ServerResponse } from 'node:http';
import { type ModelReply, wordsOf, writeParts } from './model-reply.ts';
import { type ModelServer, type ModelServerOptions, sendJson, startModelServer } from './model-server.ts';

export type OpenAiServer = ModelServer;

export interface OpenAiServerOptions extends ModelServerOptions {
  /** The kinds of `response_format` that it takes; it refuses others. Without them it takes all. */
  responseFormats?: readonly string[];
}

/** An OpenAI-compatible server. By default it repeats the user's last message, word by word, without delay. */
export function startOpenAiServer({ reply, responseFormats }: OpenAiServerOptions = {}): Promise<OpenAiServer> {
  return startModelServer({
    ...(reply ? { reply } : {}),
    ...(responseFormats ? { refuse: (body) => refusedFormat({ body, responseFormats }) } : {}),
    chatPath: '/chat/completions',
    listPath: '/models',
    list: { object: 'list', data: [{ id: 'test-model', object: 'model', created: 0, owned_by: 'test' }] },
    answer,
  });
}

function refusedFormat({
  body,
  responseFormats,
}: {
  body: Record<string, unknown>;
  responseFormats: readonly string[];
}): ModelReply | undefined {
  const format = body.response_format;
  const type = typeof format === 'object' && format !== null && 'type' in format ? String(format.type) : undefined;
  if (type === undefined || responseFormats.includes(type)) return undefined;
  return { status: 400, message: `'response_format.type' must be one of: ${['text', ...responseFormats].join(', ')}` };
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
  if ('garbage' in reply)
    return void response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end('data: {"choices": [{]\n\ndata: [DONE]\n\n');
  if ('status' in reply)
    return sendJson({
      response,
      status: reply.status,
      headers: reply.retryAfter === undefined ? {} : { 'retry-after': reply.retryAfter },
      value: reply.body ?? { error: { message: reply.message ?? 'scripted error', type: 'test' } },
    });
  const finish = reply.finish ?? 'stop';
  const head = { id: 'chatcmpl-test', object: 'chat.completion.chunk', created: 0, model: body.model };
  const words = wordsOf(reply.text).length;
  const usage =
    reply.usage === false ? undefined : { prompt_tokens: 7, completion_tokens: words, total_tokens: 7 + words };
  if (body.stream !== true)
    return sendJson({
      response,
      value: {
        ...head,
        object: 'chat.completion',
        choices: [{ index: 0, message: { role: 'assistant', content: reply.text }, finish_reason: finish }],
        usage,
      },
    });
  const chunk = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const part = (text: string) =>
    chunk({
      ...head,
      choices: [
        { index: 0, delta: text === '' ? { reasoning_content: 'hm' } : { content: text }, finish_reason: null },
      ],
    });
  if (!(await writeParts({ response, reply, part }))) return;
  response.end(
    chunk({ ...head, choices: [{ index: 0, delta: {}, finish_reason: finish }] }) +
      (body.stream_options && usage ? chunk({ ...head, choices: [], usage }) : '') +
      'data: [DONE]\n\n',
  );
}
