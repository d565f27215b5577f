import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpPort, type HttpRequest, type HttpResponse, NodeError } from '@patchbay/node-kit';
import type { OutboundHttp } from './create-outbound-http.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';
import { responseValue } from './response-value.ts';
import { type HttpConnection, secretsSent, withCredential } from './with-credential.ts';
import { withoutSecrets } from './without-secrets.ts';

const idempotent = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
const retryStatuses = new Set([429, 502, 503, 504]);

/** The http port of one workspace: credentials by connection, retries, JSON in and out. */
export function createHttpPort({
  http,
  connections,
}: {
  http: Pick<OutboundHttp, 'request'>;
  connections: { resolve(key: string): Promise<HttpConnection | undefined> };
}): HttpPort {
  return {
    async request(request) {
      const connection = request.connection === undefined ? undefined : await connections.resolve(request.connection);
      if (request.connection !== undefined && !connection) {
        throw new NodeError({
          code: 'connection.missing',
          message: `There is no connection "${request.connection}".`,
          fault: 'user',
        });
      }
      const call = withCredential({ url: fullUrl({ request, connection }), headers: headersOf(request), connection });
      const clean = withoutSecrets(secretsSent(connection));
      const attempts = Math.max(1, request.retry?.attempts ?? 1);
      const end =
        Date.now() +
        Math.min(request.timeoutMs ?? OUTBOUND_LIMITS.timeoutMs, OUTBOUND_LIMITS.longestTimeoutMs) * attempts;
      for (let attempt = 1; ; attempt++) {
        const last =
          attempt >= attempts ||
          !(idempotent.has(request.method.toUpperCase()) || request.idempotencyKey !== undefined);
        const outcome = await once({ http, request, call, clean }).catch((error: unknown) => error);
        if (!(outcome instanceof NodeError)) {
          if (!isResponse(outcome)) throw outcome;
          if (last || !retryStatuses.has(outcome.status)) return outcome;
        } else if (last || !outcome.retryable) throw outcome;
        const pause = Math.min(
          pauseOf({ outcome, backoffMs: (request.retry?.backoffMs ?? 500) * 2 ** (attempt - 1) }),
          OUTBOUND_LIMITS.retryPauseMs,
        );
        if (Date.now() + pause > end) {
          if (isResponse(outcome)) return outcome;
          throw outcome;
        }
        await sleep(pause, undefined, { signal: request.signal }).catch(() => {
          throw new NodeError({ code: 'aborted', message: 'The call was given up.', fault: 'user' });
        });
      }
    },
  };
}

function isResponse(outcome: unknown): outcome is HttpResponse {
  return typeof outcome === 'object' && outcome !== null && 'status' in outcome && 'body' in outcome;
}

function pauseOf({ outcome, backoffMs }: { outcome: unknown; backoffMs: number }): number {
  const header = isResponse(outcome) ? outcome.headers['retry-after'] : undefined;
  if (header === undefined) return backoffMs;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? backoffMs : Math.max(0, at - Date.now());
}

function fullUrl({ request, connection }: { request: HttpRequest; connection: HttpConnection | undefined }): string {
  const base = typeof connection?.config.baseUrl === 'string' ? connection.config.baseUrl : undefined;
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(request.url);
  // A path is put behind the whole base address, so that a base with a path of its own keeps it.
  const text =
    absolute || base === undefined ? request.url : `${base.replace(/\/+$/, '')}/${request.url.replace(/^\/+/, '')}`;
  const query = Object.entries(request.query ?? {});
  if (query.length === 0) return text;
  // What is behind a `#` is not sent: the query has its place before.
  const [beforeFragment = ''] = text.split('#', 1);
  return `${beforeFragment}${beforeFragment.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}

function headersOf(request: HttpRequest): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5' };
  if (request.body)
    headers['content-type'] = {
      json: 'application/json',
      form: 'application/x-www-form-urlencoded',
      text: 'text/plain; charset=utf-8',
    }[request.body.type];
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  if (request.idempotencyKey !== undefined && !idempotent.has(request.method.toUpperCase()))
    headers['idempotency-key'] ??= request.idempotencyKey;
  return headers;
}

async function once({
  http,
  request,
  call,
  clean,
}: {
  http: Pick<OutboundHttp, 'request'>;
  request: HttpRequest;
  call: ReturnType<typeof withCredential>;
  clean: ReturnType<typeof withoutSecrets>;
}): Promise<HttpResponse> {
  const body = bodyText(request);
  if (body !== undefined && Buffer.byteLength(body) > OUTBOUND_LIMITS.requestBytes)
    throw new NodeError({ code: 'http.too_large', message: 'The body of the call is too large.', fault: 'user' });
  const response = await http.request({
    url: call.url,
    method: request.method,
    headers: call.headers,
    sensitiveHeaders: call.sensitiveHeaders,
    ...(body === undefined ? {} : { body }),
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
    signal: request.signal,
  });
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(clean(value))]),
  );
  return { status: response.status, headers, body: clean(responseValue(response)) };
}

function bodyText({ body }: HttpRequest): string | undefined {
  if (!body) return undefined;
  if (body.type === 'json') return JSON.stringify(body.value);
  if (body.type === 'text') return typeof body.value === 'string' ? body.value : JSON.stringify(body.value);
  const form = new URLSearchParams();
  if (typeof body.value === 'object' && body.value !== null && !Array.isArray(body.value)) {
    for (const [name, value] of Object.entries(body.value))
      form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form.toString();
}
