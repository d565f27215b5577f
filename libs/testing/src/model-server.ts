import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { lastMessage, type ModelReply } from './model-reply.ts';
import { readText, startServer, type TestServer } from './start-server.ts';

export interface ModelServerOptions {
  /** The reply to a call; without it the user's last message is repeated. */
  reply?: (body: Record<string, unknown>) => ModelReply;
}

export interface ModelServer extends TestServer {
  /** Bodies of the calls, in order. */
  requests: Record<string, unknown>[];
  /** Headers of the last call. */
  headers: IncomingHttpHeaders;
  /** Calls whose connection was given up by the client before the answer was whole. */
  aborted: number;
  /** Replies of the next calls, in order; past them the default. */
  next(...replies: ModelReply[]): void;
}

/** What the servers of both protocols share: the queue of replies and the record of calls. */
export async function startModelServer({
  reply,
  refuse,
  chatPath,
  listPath,
  list,
  answer,
}: ModelServerOptions & {
  /** What the server does not take, whatever its next reply would be. */
  refuse?: (body: Record<string, unknown>) => ModelReply | undefined;
  chatPath: string;
  listPath: string;
  list: unknown;
  answer: (options: { response: ServerResponse; body: Record<string, unknown>; reply: ModelReply }) => Promise<void>;
}): Promise<ModelServer> {
  const queue: ModelReply[] = [];
  const requests: Record<string, unknown>[] = [];
  const state: { aborted: number; headers: IncomingHttpHeaders } = { aborted: 0, headers: {} };
  const server = await startServer((request, response) => {
    state.headers = request.headers;
    if (request.url?.endsWith(listPath)) return sendJson({ response, value: list });
    if (!request.url?.endsWith(chatPath)) return void response.writeHead(404).end();
    response.on('close', () => {
      if (!response.writableFinished) state.aborted++;
    });
    readText(request)
      .then(async (text) => {
        const body: Record<string, unknown> = JSON.parse(text);
        requests.push(body);
        await answer({
          response,
          body,
          reply: refuse?.(body) ?? queue.shift() ?? reply?.(body) ?? { text: lastMessage(body) },
        });
      })
      // A call that is no JSON, or was given up.
      .catch(() => response.destroy());
  });
  return {
    ...server,
    requests,
    get headers() {
      return state.headers;
    },
    get aborted() {
      return state.aborted;
    },
    next: (...replies) => void queue.push(...replies),
  };
}

export function sendJson({
  response,
  value,
  status = 200,
  headers = {},
}: {
  response: ServerResponse;
  value: unknown;
  status?: number;
  headers?: Record<string, string>;
}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
