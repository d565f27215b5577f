import type { ChatEvent, ProblemDocument, TurnRequest } from '@patchbay/api-contract/chat';
import { readEventStream } from './event-stream.ts';

/** A refusal of the chat API, or status 0 when the server could not be reached. */
export class ChatError extends Error {
  readonly status: number;
  readonly problem: ProblemDocument | undefined;
  constructor(options: { status: number; problem?: ProblemDocument | undefined; message: string }) {
    super(options.message);
    this.name = 'ChatError';
    this.status = options.status;
    this.problem = options.problem;
  }
}

/** What a conversation view needs of a server: the chat API's own endpoints, or those of a preview, which speak alike. */
export interface ChatTransport {
  open(options: {
    key: string;
    locale: string;
    timezone: string;
    onEvent(event: ChatEvent): void;
    signal: AbortSignal;
  }): Promise<Credentials>;
  turn(options: {
    credentials: Credentials;
    key: string;
    turn: TurnRequest;
    onEvent(event: ChatEvent): void;
    signal: AbortSignal;
  }): Promise<void>;
  stop(options: { credentials: Credentials; turnId: string }): Promise<void>;
  /** Streams the events after `after` until it is aborted or the connection breaks. */
  follow(options: {
    credentials: Credentials;
    after: number;
    onEvent(event: ChatEvent): void;
    signal: AbortSignal;
  }): Promise<void>;
}

export interface Credentials {
  id: string;
  token: string;
}

/** Speaks to `{baseUrl}/conversations…`; `headers` is asked at each call, for a studio's session. */
export function createChatTransport(options: {
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  headers?: () => Record<string, string>;
  /** A preview is let in by the studio's session, not by a conversation's token. */
  bearer?: boolean;
}): ChatTransport {
  const authorization = ({ token }: Credentials): Record<string, string> =>
    options.bearer === false ? {} : { authorization: `Bearer ${token}` };
  const url = (path: string) => `${options.baseUrl}/conversations${path}`;

  async function send(call: {
    url: string;
    method: string;
    headers?: Record<string, string>;
    body?: unknown;
    signal?: AbortSignal;
  }): Promise<Response> {
    const hasBody = call.body !== undefined;
    const response = await options
      .fetch(call.url, {
        method: call.method,
        headers: {
          ...(hasBody ? { 'content-type': 'application/json' } : {}),
          ...options.headers?.(),
          ...call.headers,
        },
        ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
        ...(call.signal ? { signal: call.signal } : {}),
      })
      .catch((error: unknown) => {
        throw new ChatError({ status: 0, message: error instanceof Error ? error.message : 'unreachable' });
      });
    if (response.ok) return response;
    const problem = await response.json().then(problemOf, () => undefined);
    throw new ChatError({
      status: response.status,
      problem,
      message: problem?.detail ?? problem?.title ?? response.statusText,
    });
  }

  async function stream(response: Response, onEvent: (event: ChatEvent) => void): Promise<void> {
    if (!response.body) return;
    try {
      for await (const { data } of readEventStream(response.body)) onEvent(JSON.parse(data));
    } catch (error) {
      throw new ChatError({ status: 0, message: error instanceof Error ? error.message : 'broken stream' });
    }
  }

  const events = 'text/event-stream';
  return {
    async open({ key, locale, timezone, onEvent, signal }) {
      const response = await send({
        url: url(''),
        method: 'POST',
        headers: { accept: events, 'idempotency-key': key },
        body: { locale, timezone },
        signal,
      });
      let credentials: Credentials | undefined;
      await stream(response, (event) => {
        if (event.type === 'conversation') credentials = { id: event.id, token: event.token };
        onEvent(event);
      });
      if (!credentials) throw new ChatError({ status: 0, message: 'The stream named no conversation.' });
      return credentials;
    },
    async turn({ credentials, key, turn, onEvent, signal }) {
      const headers = { accept: events, 'idempotency-key': key, ...authorization(credentials) };
      await stream(
        await send({ url: url(`/${credentials.id}/turns`), method: 'POST', headers, body: turn, signal }),
        onEvent,
      );
    },
    async stop({ credentials, turnId }) {
      await send({
        url: url(`/${credentials.id}/turns/${turnId}/stop`),
        method: 'POST',
        headers: authorization(credentials),
      });
    },
    async follow({ credentials, after, onEvent, signal }) {
      const headers = { accept: events, 'last-event-id': String(after), ...authorization(credentials) };
      await stream(await send({ url: url(`/${credentials.id}/events`), method: 'GET', headers, signal }), onEvent);
    },
  };
}

function problemOf(value: unknown): ProblemDocument | undefined {
  if (typeof value !== 'object' || value === null || !('title' in value) || typeof value.title !== 'string')
    return undefined;
  return value as ProblemDocument; // The chat page holds no zod; what it reads of a problem are texts, shown as texts.
}
