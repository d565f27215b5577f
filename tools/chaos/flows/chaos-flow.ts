import type { FlowDocument } from '@patchbay/flow-spec';
import type { CrashPoint } from '../../../apps/api/src/platform/crash-points.ts';
import type { FiredTimer } from '../check/check-timers.ts';
import type { ChatEvent } from '../client/chat-event.ts';
import type { ConversationHistory } from '../client/history.ts';
import type { User } from '../client/user.ts';
import type { ItsmServer } from '../outside/itsm-server.ts';
import type { TalkativeModel } from '../outside/talkative-model.ts';

/** What the product says that a conversation did on other systems. */
export interface EffectRow {
  flow: string;
  nodeId: string;
  name: string;
  status: string;
  attempts: number;
  turnId: string | null;
}

/** A conversation when it is over, from all sides. */
export interface Scene {
  history: ConversationHistory;
  /** As the product keeps it. */
  stored: readonly ChatEvent[];
  effects: readonly EffectRow[];
  itsm: Pick<ItsmServer, 'deedsOf'>;
  model: Pick<TalkativeModel, 'answersTo'>;
}

export interface PlayOptions {
  user: User;
  /** How many messages, about. */
  turns: number;
  /** How slowly the model writes. Milliseconds between words. */
  wordMs: number;
}

/** A bot, what an end user does with it, and what must be true of the conversation whatever died meanwhile. */
export interface ChaosFlow {
  key: string;
  /** The flow and the subflows that it calls, these first. */
  documents: readonly FlowDocument[];
  /** The crash points that its conversations pass, take-overs apart. */
  passes: readonly CrashPoint[];
  play(options: PlayOptions): Promise<void>;
  /** What is wrong with what was said and done. */
  inspect(scene: Scene): string[];
  /** Timers that fired in it. */
  timers?(scene: Scene): FiredTimer[];
}
