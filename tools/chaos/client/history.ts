import type { ChatEvent } from './chat-event.ts';

/** One item of a stream, or one event of a JSON answer. */
export interface Shown {
  atMs: number;
  /** The `id` of the SSE event. */
  id?: number;
  /** As it came. */
  json: string;
  event: ChatEvent;
}

/** `whole`: the other side ended it. `broken`: it broke off. `refused`: it said another status than 200 or 201. `left`: this client went away. */
export type ConnectionEnd = 'whole' | 'broken' | 'refused' | 'left';

/** One call of a client, and all that it was shown on it. */
export interface Connection {
  form: 'stream' | 'json';
  beganMs: number;
  endedMs: number;
  /** Where a reader said that it was. */
  after: number;
  status: number | undefined;
  /** Code of the problem that was answered instead. */
  code?: string;
  retryAfter?: number;
  end: ConnectionEnd;
  items: Shown[];
}

export interface AnsweredTurn {
  turnId: string;
  status: string;
  events: ChatEvent[];
}

/** One message of a user, from the first try to the answer. */
export interface TurnHistory {
  key: string;
  body: TurnBody;
  sentMs: number;
  /** When the first response to it began: from then on it is not lost. */
  acceptedMs?: number;
  answeredMs?: number;
  calls: Connection[];
  /** Each whole answer that was given to the key. */
  answers: AnsweredTurn[];
  /** Whether the user went away after the message was accepted, and never asked again. */
  left?: boolean;
}

export type TurnBody =
  | { text: string }
  | { submit: { componentId: string; values: Record<string, unknown> } }
  | { cancel: { componentId: string } };

/** All that one end user's client did and saw. */
export interface ConversationHistory {
  /** Unique in a run. */
  name: string;
  flow: string;
  id: string;
  token: string;
  openKey: string;
  opened?: AnsweredTurn;
  openCalls: Connection[];
  turns: TurnHistory[];
  follows: Connection[];
}
