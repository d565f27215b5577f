import { type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';

export interface Call {
  port: number;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Longest time without a byte. Milliseconds. */
  idleMs?: number;
  signal?: AbortSignal;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** Throws when the connection breaks before the end. */
  body: IncomingMessage;
}

/** A stream says something every 15 s. */
const IDLE_MS = 40_000;

/** One HTTP call on a connection of its own, as a browser that was just opened makes it. Rejects when the connection breaks before the answer begins. */
export function send({ port, path, method, headers = {}, body, idleMs = IDLE_MS, signal }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = httpRequest({
      port,
      path,
      host: '127.0.0.1',
      method: method ?? (text === undefined ? 'GET' : 'POST'),
      agent: false,
      timeout: idleMs,
      headers: {
        ...(text === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        ...headers,
      },
      ...(signal ? { signal } : {}),
    });
    request.on('response', (response) => {
      response.on('error', () => undefined);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    request.on('timeout', () => request.destroy(new Error('nothing came for too long')));
    request.on('error', reject);
    request.end(text);
  });
}

export async function textOf(body: IncomingMessage): Promise<string> {
  body.setEncoding('utf8');
  let text = '';
  for await (const part of body) text += String(part);
  return text;
}
