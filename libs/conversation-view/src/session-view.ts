import type { Attachment } from './attachments.ts';
import type { ConversationState } from './conversation-state.ts';
import type { OutgoingMessage } from './outbox.ts';

/**
 * `opening` and `resuming` at first, `ready`; `lost` while the server cannot be reached and `overloaded` while it asks to wait, both told only when that
 * lasts; `offline` when the bot takes no turns any more, `gone` when the server does not know it.
 */
export type ConnectionStatus = 'opening' | 'resuming' | 'ready' | 'lost' | 'overloaded' | 'offline' | 'gone';

/** A conversation as its page shows it. */
export interface SessionView {
  state: ConversationState;
  connection: ConnectionStatus;
  /** Typed messages that the conversation does not show yet, in the order they were sent. */
  pending: readonly OutgoingMessage[];
  /** Files for the next message. */
  attachments: readonly Attachment[];
  /** Whether a turn is on its way or running. */
  busy: boolean;
  /** Whether the running turn can be stopped: an answer is being written. */
  canStop: boolean;
  /** Whether there is a conversation before this one to go back to. */
  canGoBack: boolean;
}
