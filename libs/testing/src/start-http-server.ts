import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readText, startServer, type TestServer } from './start-server.ts';

export interface HttpServerRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a route answers; a function writes the answer by itself. */
export type HttpRoute =
  | { status?: number; headers?: Record<string, string>; body?: string | Buffer }
  | ((request: HttpServerRequest, response: ServerResponse) => void);

export interface HttpServer extends TestServer {
  requests: HttpServerRequest[];
}

/**
 * A server of another company, with good and bad manners. Besides the given routes (by path):
 * `/echo` (JSON of what it got), `/status/<code>`, `/redirect?to=&status=`, `/chain/<n>` (so many redirects), `/huge` (endless), `/bomb` (gzip of 50 MB),
 * `/slow` (headers and one byte), `/hang` (nothing), `/garbage` (no HTTP), `/bad-json`, `/cut` (less than was announced).
 */
export async function startHttpServer({
  routes = {},
}: {
  routes?: Record<string, HttpRoute>;
} = {}): Promise<HttpServer> {
  const requests: HttpServerRequest[] = [];
  const server = await startServer((incoming, response) => {
    void readText(incoming)
      .then((body) => {
        const { method = 'GET', url = '/', headers } = incoming;
        const request = { method, url, headers, body };
        requests.push(request);
        const at = new URL(url, 'http://x');
        const route = routes[at.pathname] ?? mannersOf(at);
        if (typeof route === 'function') return route(request, response);
        response.writeHead(route.status ?? 200, route.headers ?? {}).end(route.body);
      })
      // The caller has gone.
      .catch(() => response.destroy());
  });
  return { ...server, requests };
}

const json = { 'content-type': 'application/json' };

function mannersOf({ pathname, searchParams }: URL): HttpRoute {
  const [, name = '', argument = ''] = pathname.split('/');
  switch (name) {
    case 'echo':
      return (request, response) => void response.writeHead(200, json).end(JSON.stringify(request));
    case 'status':
      return { status: Number(argument), headers: json, body: '{"told":"status"}' };
    case 'redirect':
      return {
        status: Number(searchParams.get('status') ?? 302),
        headers: { location: searchParams.get('to') ?? '/echo' },
      };
    case 'chain':
      return { status: 302, headers: { location: Number(argument) > 1 ? `/chain/${Number(argument) - 1}` : '/echo' } };
    case 'huge':
      return (_request, response) => endless(response.writeHead(200, { 'content-type': 'text/plain' }));
    case 'bomb':
      return { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50_000_000)) };
    case 'slow':
      return (_request, response) => void response.writeHead(200).write('a');
    case 'hang':
      return () => undefined;
    case 'garbage':
      return (_request, response) => void response.socket?.end('HTTP/1.1 huh\r\n\r\n');
    case 'bad-json':
      return { headers: json, body: '{"a":' };
    case 'cut':
      return (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('only this');
        setTimeout(() => response.destroy(), 20);
      };
    default:
      return { status: 404, headers: json, body: '{"error":"no such page"}' };
  }
}

function endless(response: ServerResponse): void {
  const page = Buffer.alloc(65_536, 'x');
  const push = () => {
    while (!response.destroyed && response.write(page));
  };
  response.on('drain', push);
  push();
}
