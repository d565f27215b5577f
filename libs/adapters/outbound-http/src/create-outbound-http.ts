import dns from 'node:dns';
import { NodeError } from '@patchbay/node-kit';
import { type Dispatcher, request, fetch as undiciFetch } from 'undici';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { checkedHeaders, checkedUrl } from './check-request.ts';
import { guardedDispatcher, type Lookup, proxyDispatcher } from './guarded-dispatcher.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';
import { bypassesProxy } from './proxy-bypass.ts';
import { readBody } from './read-body.ts';

export interface OutboundRequest {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  timeoutMs?: number;
  maxBytes?: number;
  /** Origins that this call may reach although they are private. */
  allowOrigins?: readonly string[];
  /** Lower-case names of headers that carry a credential: dropped when a redirect leads to another origin. */
  sensitiveHeaders?: readonly string[];
  signal?: AbortSignal;
}

export interface OutboundResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: string;
}

export interface OutboundHttp {
  /** One exchange; redirects are followed by hand. Throws `NodeError` `http.*` or `aborted`. */
  request(options: OutboundRequest): Promise<OutboundResponse>;
  /** A WHATWG fetch behind the same walls, for SDKs. It follows no redirect. */
  fetchFor(options: { allowOrigins?: readonly string[] }): typeof globalThis.fetch;
  close(): Promise<void>;
}

export interface OutboundOptions {
  /** Hosts, `host:port`s, addresses or CIDRs that may be reached although they are private. */
  allowPrivate: readonly string[];
  proxy?: { https?: string; no?: string };
  lookup?: Lookup;
}

const always = ['authorization', 'cookie', 'proxy-authorization', 'x-api-key'];

/** The one client for everything that leaves the machine. */
export function createOutboundHttp({ allowPrivate, proxy, lookup = dns.lookup }: OutboundOptions): OutboundHttp {
  const routes = new Map<string, { policy: AddressPolicy; dispatcher: Dispatcher }>();
  const proxied = proxy?.https ? proxyDispatcher(proxy.https) : undefined;

  // A pool for each set of allowances: a connection that one call may use is never lent to another that may not.
  function routeFor(allowOrigins: readonly string[]) {
    const key = [...allowOrigins].sort().join(' ');
    let route = routes.get(key);
    if (!route) {
      const extra = allowOrigins
        .map((origin) => new URL(origin))
        .map((url) => `${url.hostname.replace(/^\[|\]$/g, '')}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);
      const policy = createAddressPolicy([...allowPrivate, ...extra]);
      route = { policy, dispatcher: guardedDispatcher({ policy, lookup }) };
      if (routes.size > 500) routes.clear();
      routes.set(key, route);
    }
    return route;
  }

  const dispatcherFor = (url: URL, own: Dispatcher) =>
    proxied && url.protocol === 'https:' && !bypassesProxy({ host: url.hostname, list: proxy?.no }) ? proxied : own;

  return {
    async request(options) {
      const route = routeFor(options.allowOrigins ?? []);
      const timeoutMs = Math.min(options.timeoutMs ?? OUTBOUND_LIMITS.timeoutMs, OUTBOUND_LIMITS.longestTimeoutMs);
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      const headers = checkedHeaders(options.headers ?? {});
      let method = (options.method ?? 'GET').toUpperCase();
      let body = options.body;
      let url = checkedUrl({ url: options.url, policy: route.policy });
      try {
        for (let redirects = 0; ; redirects++) {
          const response = await request(url, {
            method,
            headers: { 'user-agent': 'Patchbay', 'accept-encoding': 'gzip, deflate, br', ...headers },
            ...(body === undefined ? {} : { body }),
            dispatcher: dispatcherFor(url, route.dispatcher),
            signal,
          });
          const location = response.headers.location;
          if (![301, 302, 303, 307, 308].includes(response.statusCode) || typeof location !== 'string') {
            const bytes = await readBody({ response, maxBytes: options.maxBytes ?? OUTBOUND_LIMITS.responseBytes });
            return { status: response.statusCode, headers: flat(response.headers), body: bytes, url: url.href };
          }
          response.body.on('error', () => undefined).destroy();
          if (redirects >= OUTBOUND_LIMITS.redirects)
            throw new NodeError({ code: 'http.too_many_redirects', message: 'The server redirects too often.' });
          const next = checkedUrl({ url: new URL(location, url).href, policy: route.policy });
          if (next.origin !== url.origin)
            for (const name of [...always, ...(options.sensitiveHeaders ?? [])]) delete headers[name];
          if (
            response.statusCode === 303 ||
            ((response.statusCode === 301 || response.statusCode === 302) && method === 'POST')
          ) {
            method = method === 'HEAD' ? 'HEAD' : 'GET';
            body = undefined;
            delete headers['content-type'];
          }
          url = next;
        }
      } catch (error) {
        throw failureOf({ error, timedOut: timeout.aborted, aborted: options.signal?.aborted === true, timeoutMs });
      }
    },

    fetchFor({ allowOrigins = [] }) {
      const route = routeFor(allowOrigins);
      const guarded = async (input: string | URL | Request, init?: RequestInit) => {
        const text = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
        const url = checkedUrl({ url: text, policy: route.policy });
        // undici's own types differ from those of the global fetch in name alone.
        return undiciFetch(url, {
          ...(init as object),
          redirect: 'error',
          dispatcher: dispatcherFor(url, route.dispatcher),
        });
      };
      return guarded as unknown as typeof globalThis.fetch;
    },

    async close() {
      await Promise.all([...routes.values()].map(({ dispatcher }) => dispatcher.destroy()));
      await proxied?.destroy();
    },
  };
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function failureOf({
  error,
  timedOut,
  aborted,
  timeoutMs,
}: {
  error: unknown;
  timedOut: boolean;
  aborted: boolean;
  timeoutMs: number;
}): NodeError {
  if (error instanceof NodeError) return error;
  if (aborted) return new NodeError({ code: 'aborted', message: 'The call was given up.', fault: 'user' });
  if (timedOut)
    return new NodeError({
      code: 'http.timeout',
      message: `The server did not answer within ${timeoutMs} ms.`,
      retryable: true,
    });
  const cause = rootOf(error);
  if (cause instanceof NodeError) return cause;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (/TIMEOUT/.test(code))
    return new NodeError({ code: 'http.timeout', message: 'The server did not answer in time.', retryable: true });
  if (/^HPE_|HEADERS_OVERFLOW|UND_ERR_RESPONSE|Z_/.test(code))
    return new NodeError({ code: 'http.bad_response', message: 'The server’s answer is not valid HTTP.' });
  return new NodeError({
    code: 'http.unreachable',
    message: `The server cannot be reached${code ? ` (${code})` : ''}.`,
    retryable: true,
    cause: error,
  });
}

function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause !== undefined; depth++) {
    if (current instanceof NodeError) return current;
    current = current.cause;
  }
  return current;
}
