import type { ChatEvent, ProblemDocument, TurnRequest } from '@patchbay/api-contract/chat';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ChatError, type ChatTransport, type Credentials } from './chat-transport.ts';
import { type ConversationState, emptyConversation, withEvent } from './conversation-state.ts';

/** Where the credentials of a conversation are kept between visits of the page. */
export interface CredentialStore {
  read(): Credentials | undefined;
  write(credentials: Credentials | undefined): void;
}

/** `opening` and `resuming` at first, `ready`, `lost` while the server cannot be reached, `gone` when it knows the bot no more. */
export type ConnectionStatus = 'opening' | 'resuming' | 'ready' | 'lost' | 'gone';

export interface Conversation {
  state: ConversationState;
  connection: ConnectionStatus;
  /** A message that was sent and not yet heard back; `failed` says why it was refused or that it is tried again. */
  pending: { text: string; failed: string | undefined } | undefined;
  /** Whether a turn is running. */
  busy: boolean;
  /** Whether the running turn can be stopped: an answer is being written. */
  canStop: boolean;
  send(turn: TurnRequest): Promise<ProblemDocument | undefined>;
  stop(): void;
  restart(): void;
  retry(): void;
}

interface Options {
  transport: ChatTransport;
  store: CredentialStore;
  locale: string;
  timezone: string;
  /** Seen before it is shown: the preview takes the trace from here. */
  onEvent?: (event: ChatEvent) => void;
}

const RETRY_FIRST_MS = 500;
const RETRY_MOST_MS = 15_000;

/** One conversation with a server: opens or resumes it, follows it, sends turns with a key of their own and tries again when the connection breaks. */
export function useConversation({ transport, store, locale, timezone, onEvent }: Options): Conversation {
  const [state, setState] = useState(emptyConversation);
  const [connection, setConnection] = useState<ConnectionStatus>('opening');
  const [pending, setPending] = useState<Conversation['pending']>();
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const credentials = useRef<Credentials | undefined>(undefined);
  const lastSeq = useRef(0);
  const turnId = useRef<string | undefined>(undefined);
  const wake = useRef<() => void>(() => undefined);
  const session = useRef(new AbortController());

  const receive = useCallback(
    (event: ChatEvent) => {
      onEvent?.(event);
      if ('seq' in event) {
        lastSeq.current = Math.max(lastSeq.current, event.seq);
        if (event.turnId) turnId.current = event.turnId;
        if (event.type === 'turn.completed') turnId.current = undefined;
        if (event.type === 'message' && event.role === 'user') setPending(undefined);
      }
      setState((before) => withEvent(before, event));
    },
    [onEvent],
  );

  useEffect(() => {
    const control = new AbortController();
    session.current = control;
    const { signal } = control;
    const life = { transport, store, locale, timezone, receive, signal, credentials, lastSeq, wake, setConnection };
    void live(life);
    return () => control.abort();
  }, [transport, store, locale, timezone, receive, round]);

  const send = useCallback(
    async (turn: TurnRequest): Promise<ProblemDocument | undefined> => {
      const current = credentials.current;
      if (!current) return undefined;
      const { signal } = session.current;
      const key = crypto.randomUUID();
      const text = 'text' in turn ? turn.text : undefined;
      if (text !== undefined) setPending({ text, failed: undefined });
      setBusy(true);
      try {
        for (let attempt = 0; ; attempt++) {
          try {
            await transport.turn({ credentials: current, key, turn, onEvent: receive, signal });
            return undefined;
          } catch (error) {
            if (signal.aborted) return undefined;
            if (!(error instanceof ChatError)) throw error;
            // The same key again: what was answered meanwhile is given back, nothing runs twice.
            if (error.status === 0 || error.status === 429 || error.status >= 500) {
              setConnection('lost');
              await pause({ ms: backoff(attempt), signal, wake });
              setConnection('ready');
              continue;
            }
            if (text !== undefined) setPending({ text, failed: error.message });
            return error.problem ?? { type: 'about:blank', title: error.message, status: error.status };
          }
        }
      } finally {
        setBusy(false);
      }
    },
    [transport, receive],
  );

  const stop = useCallback(() => {
    if (credentials.current && turnId.current)
      void transport.stop({ credentials: credentials.current, turnId: turnId.current }).catch(() => undefined);
  }, [transport]);

  const restart = useCallback(() => {
    store.write(undefined);
    credentials.current = undefined;
    lastSeq.current = 0;
    turnId.current = undefined;
    setState(emptyConversation);
    setPending(undefined);
    setBusy(false);
    setConnection('opening');
    setRound((before) => before + 1);
  }, [store]);

  const writing = state.items.some((item) => item.kind === 'message' && item.writing);
  return useMemo(
    () => ({
      state,
      connection,
      pending,
      busy: busy || writing,
      canStop: writing,
      send,
      stop,
      restart,
      retry: () => wake.current(),
    }),
    [state, connection, pending, busy, writing, send, stop, restart],
  );
}

interface Life {
  transport: ChatTransport;
  store: CredentialStore;
  locale: string;
  timezone: string;
  receive(event: ChatEvent): void;
  signal: AbortSignal;
  credentials: { current: Credentials | undefined };
  lastSeq: { current: number };
  wake: { current: () => void };
  setConnection(status: ConnectionStatus): void;
}

// Opens or resumes, then follows for as long as the page lives. A stream that ends is opened again after a pause with jitter.
async function live(life: Life): Promise<void> {
  const { signal, store } = life;
  const key = crypto.randomUUID();
  life.credentials.current = store.read();
  life.setConnection(life.credentials.current ? 'resuming' : 'opening');
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      if (!life.credentials.current) {
        life.credentials.current = await life.transport.open({
          key,
          locale: life.locale,
          timezone: life.timezone,
          onEvent: life.receive,
          signal,
        });
        if (signal.aborted) return;
        store.write(life.credentials.current);
      }
      life.setConnection('ready');
      const began = Date.now();
      await life.transport.follow({
        credentials: life.credentials.current,
        after: life.lastSeq.current,
        onEvent: life.receive,
        signal,
      });
      if (Date.now() - began > 5_000) attempt = 0;
    } catch (error) {
      if (signal.aborted) return;
      const status = error instanceof ChatError ? error.status : 0;
      if (status === 401 || status === 404) {
        if (!life.credentials.current) return life.setConnection('gone');
        // The conversation is no longer known (cleared, or another installation): begin a new one.
        store.write(undefined);
        life.credentials.current = undefined;
        life.lastSeq.current = 0;
        continue;
      }
      life.setConnection('lost');
    }
    await pause({ ms: backoff(attempt), signal, wake: life.wake });
  }
}

function backoff(attempt: number): number {
  const most = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt, 10));
  return most / 2 + Math.random() * (most / 2);
}

function pause({
  ms,
  signal,
  wake,
}: {
  ms: number;
  signal: AbortSignal;
  wake: { current: () => void };
}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      wake.current = () => undefined;
      resolve();
    }
    signal.addEventListener('abort', done);
    wake.current = done;
  });
}
