import dns from 'node:dns';
import { type Dispatcher, request } from 'undici';
import { type AddressPolicy, createAddressPolicy } from './address-policy.ts';
import { bareHost } from './allowances.ts';
import { checkedHeaders, checkedMethod, checkedUrl } from './check-request.ts';
import { type EgressScope, listsHost } from './egress-scope.ts';
import { followRedirect, type Leg, tooManyRedirects } from './follow-redirect.ts';
import { guardedDispatcher, type Lookup, proxyDispatcher } from './guarded-dispatcher.ts';
import { guardedFetch } from './guarded-fetch.ts';
import { NodeError } from '@patchbay/node-kit';
import { outboundFailure } from './outbound-failure.ts';
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
  /** Without `false`, redirects are followed. */
  followRedirects?: boolean;
  /** Lower-case names of headers that carry a credential. To another origin, a redirect takes none of these, and of the others only what cannot be one. */
  sensitiveHeaders?: readonly string[];
  signal?: AbortSignal;
  scope?: EgressScope | undefined;
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
  fetchFor(options: { allowOrigins?: readonly string[]; scope?: EgressScope | undefined }): typeof globalThis.fetch;
  close(): Promise<void>;
}

export interface OutboundOptions {
  /** Hosts, `host:port`s, addresses or CIDRs that may be reached although they are private. */
  allowPrivate: readonly string[];
  proxy?: { https?: string; no?: string };
  lookup?: Lookup;
}

/** The one client for everything that leaves the machine. */
export function createOutboundHttp({ allowPrivate, proxy, lookup = dns.lookup }: OutboundOptions): OutboundHttp {
  const routes = new Map<string, { policy: AddressPolicy; dispatcher: Dispatcher }>();
  const closings = new Map<Promise<void>, Dispatcher>();
  const proxied = proxy?.https ? proxyDispatcher(proxy.https) : undefined;

  // A pool for each set of allowances: a connection that one call may use is never lent to another that may not.
  function routeFor({ allowOrigins = [], scope = {} }: Pick<OutboundRequest, 'allowOrigins' | 'scope'>) {
    const more = scope.allowPrivate ?? [];
    const key = JSON.stringify([[...allowOrigins].sort(), [...more].sort()]);
    let route = routes.get(key);
    if (!route) {
      const extra = allowOrigins
        .map((origin) => new URL(origin))
        .map((url) => `[${bareHost(url.hostname)}]:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);
      const policy = createAddressPolicy([...allowPrivate, ...more, ...extra]);
      route = { policy, dispatcher: guardedDispatcher({ policy, lookup }) };
      for (const [oldest, { dispatcher }] of routes) {
        if (routes.size < OUTBOUND_LIMITS.routes) break;
        routes.delete(oldest);
        // What is under way on it ends by itself.
        const closing = dispatcher.close().finally(() => closings.delete(closing));
        closings.set(closing, dispatcher);
      }
    } else routes.delete(key);
    // In the order of their last use.
    routes.set(key, route);
    return route;
  }

  const dispatcherFor = (url: URL, own: Dispatcher) =>
    proxied && url.protocol === 'https:' && !bypassesProxy({ url, list: proxy?.no }) ? proxied : own;

  return {
    async request(options) {
      const { policy, dispatcher } = routeFor(options);
      const { scope } = options;
      const timeoutMs = Math.min(options.timeoutMs ?? OUTBOUND_LIMITS.timeoutMs, OUTBOUND_LIMITS.longestTimeoutMs);
      const maxBytes = options.maxBytes ?? OUTBOUND_LIMITS.responseBytes;
      let leg: Leg = {
        url: told({
          scope,
          text: options.url,
          work: () => listed({ scope, url: checkedUrl({ url: options.url, policy }) }),
        }),
        method: checkedMethod(options.method ?? 'GET'),
        headers: { 'user-agent': 'Patchbay', ...checkedHeaders(options.headers ?? {}) },
        body: options.body,
      };
      let { host } = leg.url;
      const timeout = AbortSignal.timeout(timeoutMs);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      try {
        for (let redirects = 0; ; redirects++) {
          const { url, method, headers, body } = leg;
          const response = await request(url, {
            method,
            headers: { 'accept-encoding': 'gzip, br', ...headers },
            ...(body === undefined ? {} : { body }),
            dispatcher: dispatcherFor(url, dispatcher),
            signal,
          });
          const { statusCode: status, headers: answered } = response;
          scope?.tell?.({ host: url.host, outcome: String(status) });
          const next = options.followRedirects === false ? undefined : nextLeg({ leg, response, policy, options });
          if (!next) {
            const bytes = await readBody({ response, method, maxBytes });
            return { status, headers: flat(answered), body: bytes, url: url.href };
          }
          if (redirects >= OUTBOUND_LIMITS.redirects) throw tooManyRedirects();
          leg = next;
          host = next.url.host;
          listed({ scope, url: next.url });
        }
      } catch (error) {
        const failure = outboundFailure({
          error,
          timedOut: timeout.aborted,
          aborted: options.signal?.aborted === true,
          timeoutMs,
        });
        scope?.tell?.({ host, outcome: failure.code });
        throw failure;
      }
    },

    fetchFor({ allowOrigins, scope }) {
      const { policy, dispatcher } = routeFor({ allowOrigins, scope });
      return guardedFetch({
        route(text) {
          const url = told({
            scope,
            text,
            work: () => listed({ scope, url: checkedUrl({ url: text, policy }) }),
          });
          return { url, dispatcher: dispatcherFor(url, dispatcher) };
        },
        tell: scope?.tell,
      });
    },

    async close() {
      const open = [...[...routes.values()].map(({ dispatcher }) => dispatcher), ...closings.values()];
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
      await proxied?.destroy();
    },
  };
}

/** The address, or `http.address_refused` where a list of hosts does not name its host. */
function listed({ scope, url }: { scope: EgressScope | undefined; url: URL }): URL {
  if (scope?.hosts === undefined || listsHost({ hosts: scope.hosts, host: url.hostname })) return url;
  throw new NodeError({
    code: 'http.address_refused',
    message: `"${url.hostname.slice(0, 200)}" is not among the hosts that this workspace may reach.`,
    fault: 'user',
  });
}

/** What is refused before anything is sent is told as well. */
function told<Value>({
  scope,
  text,
  work,
}: {
  scope: EgressScope | undefined;
  /** The address as it was given. */
  text: string;
  work: () => Value;
}): Value {
  try {
    return work();
  } catch (error) {
    const host = URL.parse(text)?.host ?? '';
    scope?.tell?.({ host, outcome: error instanceof NodeError ? error.code : 'failed' });
    throw error;
  }
}

/** The body of a redirect is not read: its connection is given up, however long it may be. */
function nextLeg({
  leg,
  response,
  policy,
  options,
}: {
  leg: Leg;
  response: Dispatcher.ResponseData;
  policy: AddressPolicy;
  options: OutboundRequest;
}): Leg | undefined {
  const drop = () => response.body.on('error', () => undefined).destroy();
  try {
    const next = followRedirect({
      leg,
      status: response.statusCode,
      location: response.headers.location,
      policy,
      sensitiveHeaders: options.sensitiveHeaders ?? [],
    });
    if (next) drop();
    return next;
  } catch (error) {
    drop();
    throw error;
  }
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
