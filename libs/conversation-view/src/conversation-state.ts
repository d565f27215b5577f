import type { ChatEvent } from '@patchbay/api-contract/chat';

type EventOf<Type extends ChatEvent['type']> = Extract<ChatEvent, { type: Type }>;

export interface MessageItem {
  kind: 'message';
  key: string;
  role: EventOf<'message'>['role'];
  text: string;
  citations: NonNullable<EventOf<'message'>['citations']>;
  stopped: boolean;
  /** Still being written: its text grows with each delta of this attempt. */
  writing: boolean;
  attempt: number;
  at: string | undefined;
}

export interface ComponentItem {
  kind: 'component';
  key: string;
  id: string;
  component: EventOf<'component'>['kind'];
  spec: EventOf<'component'>['spec'];
  open: boolean;
  /** What was sent, once it is closed; undefined when it was taken back. */
  values: unknown;
}

export interface NoticeItem {
  kind: 'notice';
  key: string;
  notice: 'error' | 'closed' | 'reopened' | 'handoff';
  text: string;
  retryable: boolean;
}

export type ConversationItem = MessageItem | ComponentItem | NoticeItem;

/** What a conversation looks like after some of its events. */
export interface ConversationState {
  items: ConversationItem[];
  /** Highest `seq` seen: where a new stream goes on. */
  lastSeq: number;
  /** What the bot is doing now; undefined when it is doing nothing that takes time. */
  status: string | undefined;
  closed: boolean;
  waitingFor: EventOf<'turn.completed'>['waitingFor'];
}

export const emptyConversation: ConversationState = {
  items: [],
  lastSeq: 0,
  status: undefined,
  closed: false,
  waitingFor: undefined,
};

/**
 * The state after one more event. The same event twice changes nothing, so several streams of one conversation may be merged; unknown types are passed over.
 */
export function withEvent(state: ConversationState, event: ChatEvent): ConversationState {
  if (event.type === 'conversation') return state;
  if (event.type === 'message.delta') return withDelta(state, event);
  // Types of a later release, and the trace of a preview, have no place in the record.
  if (typeof event.seq !== 'number' || event.seq <= state.lastSeq) return state;
  const next = { ...state, lastSeq: event.seq };
  switch (event.type) {
    case 'message':
      return {
        ...next,
        status: event.role === 'user' ? next.status : undefined,
        items: withMessage(next.items, event),
      };
    case 'component':
      return { ...next, status: undefined, items: [...next.items, componentItem(event)] };
    case 'component.closed':
      return {
        ...next,
        items: next.items.map((item) =>
          item.kind === 'component' && item.id === event.id ? { ...item, open: false, values: event.values } : item,
        ),
      };
    case 'status':
      return { ...next, status: event.text };
    case 'handoff':
      return {
        ...next,
        items: [...next.items, notice({ event, notice: 'handoff', text: event.agentName ?? event.state })],
      };
    case 'error':
      return {
        ...next,
        status: undefined,
        items: [
          ...endWriting(next.items),
          notice({ event, notice: 'error', text: event.message, retryable: event.retryable }),
        ],
      };
    case 'turn.completed':
      return { ...next, status: undefined, waitingFor: event.waitingFor };
    case 'conversation.closed':
      return {
        ...next,
        closed: true,
        status: undefined,
        waitingFor: undefined,
        items: [...closeComponents(next.items), notice({ event, notice: 'closed', text: event.resolution })],
      };
    case 'conversation.reopened':
      return { ...next, closed: false, items: [...next.items, notice({ event, notice: 'reopened', text: '' })] };
    default:
      return next;
  }
}

function withDelta(state: ConversationState, event: EventOf<'message.delta'>): ConversationState {
  const index = state.items.findIndex((item) => item.kind === 'message' && item.key === event.messageId);
  const item = state.items[index];
  if (item === undefined) {
    const started: MessageItem = {
      kind: 'message',
      key: event.messageId,
      role: 'bot',
      text: event.offset === 0 ? event.text : '',
      citations: [],
      stopped: false,
      writing: true,
      attempt: event.attempt,
      at: undefined,
    };
    return { ...state, status: undefined, items: [...state.items, started] };
  }
  if (item.kind !== 'message' || !item.writing || event.attempt < item.attempt) return state;
  const before = event.attempt > item.attempt ? '' : item.text;
  // A delta that begins beyond what is known was preceded by one that got lost; the whole message follows and mends it.
  if (event.offset > before.length) return state;
  const end = event.offset + event.text.length;
  const text = before.slice(0, event.offset) + event.text + before.slice(end);
  const items = [...state.items];
  items[index] = { ...item, text, attempt: event.attempt };
  return { ...state, status: undefined, items };
}

function withMessage(items: ConversationItem[], event: EventOf<'message'>): ConversationItem[] {
  const whole: MessageItem = {
    kind: 'message',
    key: event.id,
    role: event.role,
    text: event.text,
    citations: event.citations ?? [],
    stopped: event.stopped ?? false,
    writing: false,
    attempt: Number.MAX_SAFE_INTEGER,
    at: event.at,
  };
  const index = items.findIndex((item) => item.kind === 'message' && item.key === event.id);
  if (index < 0) return [...items, whole];
  const next = [...items];
  next[index] = whole;
  return next;
}

function componentItem(event: EventOf<'component'>): ComponentItem {
  return {
    kind: 'component',
    key: event.id,
    id: event.id,
    component: event.kind,
    spec: event.spec,
    open: true,
    values: undefined,
  };
}

function notice(options: {
  event: { seq: number };
  notice: NoticeItem['notice'];
  text: string;
  retryable?: boolean;
}): NoticeItem {
  return {
    kind: 'notice',
    key: `notice-${options.event.seq}`,
    notice: options.notice,
    text: options.text,
    retryable: options.retryable ?? false,
  };
}

function endWriting(items: ConversationItem[]): ConversationItem[] {
  return items.map((item) => (item.kind === 'message' && item.writing ? { ...item, writing: false } : item));
}

function closeComponents(items: ConversationItem[]): ConversationItem[] {
  return items.map((item) => (item.kind === 'component' && item.open ? { ...item, open: false } : item));
}
