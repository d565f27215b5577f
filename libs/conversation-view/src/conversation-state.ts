import type { ChatEvent, KeptChatEvent } from '@patchbay/api-contract/chat';
import { chosenLabels } from './chosen-labels.ts';

type EventOf<Type extends ChatEvent['type']> = Extract<ChatEvent, { type: Type }>;

export interface MessageItem {
  kind: 'message';
  key: string;
  role: EventOf<'message'>['role'];
  text: string;
  files: NonNullable<EventOf<'message'>['files']>;
  citations: NonNullable<EventOf<'message'>['citations']>;
  stopped: boolean;
  /** When it was said, ISO UTC; undefined while it is being written. */
  at: string | undefined;
  /** Who said it, where a person's name is known. */
  name: string | undefined;
  /** The options that it was taken for, where it answered a choice in other words. */
  takenAs?: string;
}

/** A message as far as it is written. A higher attempt began it anew. */
export interface WritingItem extends MessageItem {
  attempt: number;
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
  /** Whether the answer was typed: a message says it. */
  typed: boolean;
}

export interface NoticeItem {
  kind: 'notice';
  key: string;
  notice: 'error' | 'closed' | 'reopened' | 'handoff';
  text: string;
  /** Of an error. */
  code: string | undefined;
}

export type ConversationItem = MessageItem | ComponentItem | NoticeItem;

/** What a conversation looks like after some of its events. */
export interface ConversationState {
  items: ConversationItem[];
  /** Messages that are being written now; each becomes an item when it is whole. */
  writing: WritingItem[];
  /** Highest `seq` seen. */
  lastSeq: number;
  /** The turn that is running, as far as the events tell. */
  running: string | undefined;
  /** What the bot is doing now; undefined when it is doing nothing that takes time. */
  status: string | undefined;
  closed: boolean;
  waitingFor: EventOf<'turn.completed'>['waitingFor'];
  /** The person who has taken over, when there is one. */
  agentName: string | undefined;
  /** What the user typed last. */
  typed: { turnId: string | null; key: string } | undefined;
}

export const emptyConversation: ConversationState = {
  items: [],
  writing: [],
  lastSeq: 0,
  running: undefined,
  status: undefined,
  closed: false,
  waitingFor: undefined,
  agentName: undefined,
  typed: undefined,
};

/** The state after one more event, later than those before it. The same event twice changes nothing; unknown types are passed over. */
export function withEvent(state: ConversationState, event: ChatEvent): ConversationState {
  if (event.type === 'conversation') return state;
  if (event.type === 'message.delta') return withDelta(state, event);
  // Types of a later release, and the trace of a preview, have no place in the record.
  if (typeof event.seq !== 'number' || event.seq <= state.lastSeq) return state;
  return withKept({ ...state, lastSeq: event.seq, running: event.turnId ?? state.running }, event);
}

function withKept(state: ConversationState, event: KeptChatEvent): ConversationState {
  switch (event.type) {
    case 'message':
      return withMessage(state, event);
    case 'component':
      return shown(state, {
        kind: 'component',
        key: event.id,
        id: event.id,
        component: event.kind,
        spec: event.spec,
        open: true,
        values: undefined,
        typed: false,
      });
    case 'component.closed':
      return withClosed(state, event);
    case 'status':
      return { ...state, status: event.text };
    case 'handoff':
      return shown(
        { ...state, agentName: event.state === 'active' ? event.agentName : undefined },
        notice({ event, notice: 'handoff', text: event.state === 'active' ? (event.agentName ?? '') : event.state }),
      );
    case 'error':
      return shown(state, notice({ event, notice: 'error', text: event.message, code: event.code }));
    case 'turn.completed':
      return {
        ...state,
        running: state.running === event.turnId ? undefined : state.running,
        status: undefined,
        // Whole messages came before this: what is left of others was never kept, and nobody will see it again.
        writing: [],
        waitingFor: event.waitingFor,
      };
    case 'conversation.closed':
      return shown(
        { ...state, closed: true, waitingFor: undefined, items: closeComponents(state.items) },
        notice({ event, notice: 'closed', text: event.resolution }),
      );
    case 'conversation.reopened':
      return shown({ ...state, closed: false }, notice({ event, notice: 'reopened', text: '' }));
    default:
      return state;
  }
}

function withDelta(state: ConversationState, event: EventOf<'message.delta'>): ConversationState {
  const { messageId, attempt, offset, text } = event;
  if (state.items.some((item) => item.kind === 'message' && item.key === messageId)) return state;
  const before = state.writing.find((item) => item.key === messageId);
  if (before && attempt < before.attempt) return state;
  const known = before?.attempt === attempt ? before.text : '';
  // One that begins beyond what is known was preceded by one that got lost: the next catch-up or the whole message mends it.
  if (offset > known.length) return state;
  const item: WritingItem = {
    kind: 'message',
    key: messageId,
    role: 'bot',
    text: known.slice(0, offset) + text + known.slice(offset + text.length),
    files: [],
    citations: [],
    stopped: false,
    at: undefined,
    name: undefined,
    attempt,
  };
  const writing = before ? state.writing.map((one) => (one === before ? item : one)) : [...state.writing, item];
  return { ...state, writing, status: undefined };
}

// What was typed in the turn that closed a choice was the answer to it.
function withClosed(state: ConversationState, event: EventOf<'component.closed'>): ConversationState {
  const said = state.typed?.turnId === event.turnId ? state.typed?.key : undefined;
  const close = (item: ComponentItem) => ({ ...item, open: false, values: event.values, typed: said !== undefined });
  const items = state.items.map((item) => (item.kind === 'component' && item.id === event.id ? close(item) : item));
  const closed = items.findLast((item) => item.kind === 'component' && item.id === event.id);
  const labels = closed?.kind === 'component' && said !== undefined ? chosenLabels(closed) : undefined;
  if (!labels) return { ...state, items };
  const takenAs = labels.join(', ');
  const mark = (item: MessageItem) => (plain(item.text) === plain(takenAs) ? item : { ...item, takenAs });
  return { ...state, items: items.map((item) => (item.kind === 'message' && item.key === said ? mark(item) : item)) };
}

// As it is read: without regard to case, spaces and full stops.
function plain(text: string): string {
  const words = text
    .toLowerCase()
    .split(/[\s.!…]/)
    .filter(Boolean);
  return words.join(' ');
}

function withMessage(state: ConversationState, event: EventOf<'message'>): ConversationState {
  const item: MessageItem = {
    kind: 'message',
    key: event.id,
    role: event.role,
    text: event.text,
    files: event.files ?? [],
    citations: event.citations ?? [],
    stopped: event.stopped ?? false,
    at: event.at,
    name: event.role === 'agent' ? state.agentName : undefined,
  };
  const next = { ...state, writing: state.writing.filter((one) => one.key !== event.id) };
  if (event.role !== 'user') return shown(next, item);
  return { ...next, items: [...next.items, item], typed: { turnId: event.turnId, key: event.id } };
}

// Whatever appears ends what was being done before it.
function shown(state: ConversationState, item: ConversationItem): ConversationState {
  return { ...state, status: undefined, items: [...state.items, item] };
}

function notice(options: {
  event: { seq: number };
  notice: NoticeItem['notice'];
  text: string;
  code?: string;
}): NoticeItem {
  return {
    kind: 'notice',
    key: `notice-${options.event.seq}`,
    notice: options.notice,
    text: options.text,
    code: options.code,
  };
}

function closeComponents(items: ConversationItem[]): ConversationItem[] {
  return items.map((item) => (item.kind === 'component' && item.open ? { ...item, open: false } : item));
}
