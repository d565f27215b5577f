import type { z } from 'zod';
import type { ProblemDocument } from '../problem-document.ts';
import type { Route } from '../route.ts';
import { type AdminRouteName, adminRoutes } from './routes.ts';

type RouteOf<Name extends AdminRouteName> = (typeof adminRoutes)[Name];
type BodyOf<R> = R extends { body: infer Body extends z.ZodType } ? z.input<Body> : undefined;
type QueryOf<R> = R extends { query: infer Query extends z.ZodType } ? z.input<Query> : undefined;
type AnswerOf<R> = R extends { response: infer Response extends z.ZodType } ? z.output<Response> : undefined;

export interface CallOptions<Name extends AdminRouteName> {
  /** Values of the path's parameters; `workspace` has a default. */
  params?: Record<string, string>;
  body?: BodyOf<RouteOf<Name>>;
  query?: QueryOf<RouteOf<Name>>;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Reaches the server although the page is left meanwhile. For small bodies: browsers take 64 kB of all such calls together. */
  keepalive?: boolean;
}

export interface Answer<Name extends AdminRouteName> {
  status: number;
  headers: Headers;
  data: AnswerOf<RouteOf<Name>>;
}

/** An answer that is no success: the server's problem document, or one made here when the server could not be reached (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.problem = problem;
  }
}

export interface AdminClient {
  /** Calls an endpoint by its name. Throws `ApiError`. */
  call<Name extends AdminRouteName>(name: Name, options?: CallOptions<Name>): Promise<Answer<Name>>;
  /** The address of an endpoint, for a link that a browser follows by itself. */
  url<Name extends AdminRouteName>(name: Name, options?: Pick<CallOptions<Name>, 'params' | 'query'>): string;
}

/** Client of the administration API. `fetch` is handed in; `headers` is asked at each call, for the CSRF token or an API key. */
export function createAdminClient(options: {
  baseUrl: string;
  workspace: string;
  fetch: typeof globalThis.fetch;
  headers?: () => Record<string, string>;
}): AdminClient {
  const url: AdminClient['url'] = (name, { params, query } = {}) =>
    `${options.baseUrl}${fillPath(adminRoutes[name].path, { workspace: options.workspace, ...params })}${queryText(query)}`;
  return {
    url,
    async call<Name extends AdminRouteName>(name: Name, call: CallOptions<Name> = {}): Promise<Answer<Name>> {
      const route: Route = adminRoutes[name];
      const hasBody = call.body !== undefined;
      const response = await options
        .fetch(url(name, call), {
          method: route.method,
          credentials: 'same-origin',
          headers: {
            accept: 'application/json',
            ...(hasBody ? { 'content-type': 'application/json' } : {}),
            ...options.headers?.(),
            ...call.headers,
          },
          ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
          ...(call.signal ? { signal: call.signal } : {}),
          ...(call.keepalive ? { keepalive: true } : {}),
        })
        .catch((error: unknown) => {
          if (call.signal?.aborted) throw error;
          throw new ApiError({ type: 'about:blank', title: 'The server cannot be reached.', status: 0 });
        });
      const text = await response.text();
      const data = parse(text);
      if (!response.ok) throw new ApiError(problemOf({ data, response }));
      // The server's answer is described by the route; older or newer servers may add fields, so it is not parsed strictly here.
      return { status: response.status, headers: response.headers, data: data as AnswerOf<RouteOf<Name>> };
    },
  };
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs "${name}"`);
    return encodeURIComponent(value);
  });
}

function queryText(query: unknown): string {
  if (typeof query !== 'object' || query === null) return '';
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text ? `?${text}` : '';
}

function parse(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf({ data, response }: { data: unknown; response: Response }): ProblemDocument {
  return isProblem(data)
    ? data
    : { type: 'about:blank', title: `The server answered ${response.status}.`, status: response.status };
}

// A proxy on the way answers with pages of its own. Whoever has this shape took it from the server, so that no more of it is looked at.
function isProblem(data: unknown): data is ProblemDocument {
  if (typeof data !== 'object' || data === null) return false;
  const { type, title, status, issues }: Partial<Record<keyof ProblemDocument, unknown>> = data;
  const told = typeof type === 'string' && typeof title === 'string' && typeof status === 'number';
  return told && (issues === undefined || Array.isArray(issues));
}
