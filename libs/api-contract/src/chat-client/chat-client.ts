import type { ChatEvent } from '../chat-event.ts';
import type { ChatFile } from '../chat-file.ts';
import type { TurnRequest } from '../chat-request.ts';
import type { ProblemDocument } from '../problem-document.ts';
import { ChatError, retryAfterMs } from './chat-error.ts';
import { readEventStream } from './event-stream.ts';

/** Servers comment on open streams every 15 s: who hears nothing for three of these is no longer connected. */
const SILENT_MS = 45_000;
const EVENTS = 'text/event-stream';

export interface ChatCredentials {
  id: string;
  token: string;
}

interface Listening {
  onEvent(event: ChatEvent): void;
  signal: AbortSignal;
}

/** The chat API for end users, or that of a preview, which speaks alike. Each call throws a `ChatError` when it is refused or breaks. */
export interface ChatClient {
  /** Opens a conversation and streams its first turn. The `conversation` event comes first; it is what the call gives at its end, too. */
  open(call: Listening & { key: string; locale?: string; timezone?: string }): Promise<ChatCredentials>;
  /** Sends a turn and streams its answer. A stream that ends without `turn.completed` was not told to its end: the same key asks again. */
  turn(call: Listening & { credentials: ChatCredentials; key: string; turn: TurnRequest }): Promise<void>;
  /** Ends the writing of a turn's answer. */
  stop(call: { credentials: ChatCredentials; turnId: string }): Promise<void>;
  /** Streams the events after `after` until it is aborted or either side ends it. `onRetry`: how long the server asks readers to wait before they come back, in milliseconds. */
  follow(
    call: Listening & {
      credentials: ChatCredentials;
      after: number;
      onOpen?(): void;
      onRetry?(milliseconds: number): void;
    },
  ): Promise<void>;
  /** Gives a conversation a file, which a turn may then name. A preview takes none. */
  upload(call: { credentials: ChatCredentials; file: File; signal: AbortSignal }): Promise<ChatFile>;
  download(call: { credentials: ChatCredentials; fileId: string }): Promise<Blob>;
}

export interface ChatClientOptions {
  /** What stands before `/conversations`, such as `/api/chat/it-helpdesk`. */
  baseUrl: string;
  fetch: typeof globalThis.fetch;
  /** Asked at each call, for a studio's session. */
  headers?: () => Record<string, string>;
  /** False for a preview, which is let in by the studio's session instead of a conversation's token. */
  bearer?: boolean;
  /** More that an opening says, as a preview's does. */
  opening?: () => Record<string, unknown>;
  silentMs?: number;
}

interface Call {
  path: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  /** A form is sent as it is, anything else as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** A client of `{baseUrl}/conversations…`. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const authorization = ({ token }: ChatCredentials): Record<string, string> =>
    options.bearer === false ? {} : { authorization: `Bearer ${token}` };

  async function send({ path, method, headers, body, signal }: Call): Promise<Response> {
    const isForm = body instanceof FormData;
    const isJson = body !== undefined && !isForm;
    const response = await options
      .fetch(`${options.baseUrl}/conversations${path}`, {
        method,
        headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...options.headers?.(), ...headers },
        ...(isForm ? { body } : isJson ? { body: JSON.stringify(body) } : {}),
        ...(signal ? { signal } : {}),
      })
      .catch(unreached);
    if (response.ok) return response;
    const problem = await response.json().then(problemOf, () => undefined);
    throw new ChatError({
      status: response.status,
      problem,
      message: problem?.detail ?? problem?.title ?? response.statusText,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
    });
  }

  async function listen(call: {
    response: Response;
    onEvent(event: ChatEvent): void;
    onRetry?: ((milliseconds: number) => void) | undefined;
  }): Promise<void> {
    if (!call.response.body) return;
    try {
      for await (const part of readEventStream(call.response.body, { silentMs: options.silentMs ?? SILENT_MS })) {
        if (part.kind === 'retry') call.onRetry?.(part.milliseconds);
        // The server makes events by the schema of this package; a client without zod takes them at its word and passes over what it does not know.
        else call.onEvent(JSON.parse(part.data));
      }
    } catch (error) {
      unreached(error);
    }
  }

  return {
    async open({ key, locale, timezone, onEvent, signal }) {
      const headers = { accept: EVENTS, 'idempotency-key': key };
      const response = await send({
        path: '',
        method: 'POST',
        headers,
        body: { locale, timezone, ...options.opening?.() },
        signal,
      });
      let credentials: ChatCredentials | undefined;
      await listen({
        response,
        onEvent(event) {
          if (event.type === 'conversation') credentials = { id: event.id, token: event.token };
          onEvent(event);
        },
      });
      if (!credentials) throw new ChatError({ status: 0, message: 'The stream named no conversation.' });
      return credentials;
    },

    async turn({ credentials, key, turn, onEvent, signal }) {
      const headers = { accept: EVENTS, 'idempotency-key': key, ...authorization(credentials) };
      const path = `/${credentials.id}/turns`;
      await listen({ response: await send({ path, method: 'POST', headers, body: turn, signal }), onEvent });
    },

    async stop({ credentials, turnId }) {
      const path = `/${credentials.id}/turns/${turnId}/stop`;
      await send({ path, method: 'POST', headers: authorization(credentials) });
    },

    async follow({ credentials, after, onOpen, onEvent, onRetry, signal }) {
      const headers = { accept: EVENTS, 'last-event-id': String(after), ...authorization(credentials) };
      const response = await send({ path: `/${credentials.id}/events`, method: 'GET', headers, signal });
      onOpen?.();
      await listen({ response, onEvent, onRetry });
    },

    async upload({ credentials, file, signal }) {
      const body = new FormData();
      body.set('file', file);
      const path = `/${credentials.id}/files`;
      const response = await send({ path, method: 'POST', headers: authorization(credentials), body, signal });
      return response.json().catch(unreached);
    },

    async download({ credentials, fileId }) {
      const path = `/${credentials.id}/files/${fileId}`;
      const response = await send({ path, method: 'GET', headers: authorization(credentials) });
      return response.blob().catch(unreached);
    },
  };
}

function unreached(error: unknown): never {
  throw new ChatError({ status: 0, message: error instanceof Error ? error.message : 'unreachable' });
}

function problemOf(value: unknown): ProblemDocument | undefined {
  if (typeof value !== 'object' || value === null || !('title' in value) || typeof value.title !== 'string')
    return undefined;
  return value as ProblemDocument; // Clients without zod read texts of it, shown as texts.
}
