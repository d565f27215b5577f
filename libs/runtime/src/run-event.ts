import type { JsonObject, JsonValue, NodeErrorData, ReplyPart, Resolution } from '@patchbay/node-kit';
import type { Checkpoint } from './checkpoint.ts';
import type { Snapshot } from './snapshot.ts';

/** What an outsider did to the conversation. `opened` runs the flow from `start` (or shows its greeting, with `waitForMessage`). */
export type TurnInput =
  | { kind: 'opened' }
  | { kind: 'message'; text: string; files: MessageFile[] }
  | { kind: 'submit'; componentId: string; values: JsonObject }
  | { kind: 'cancel'; componentId: string }
  | { kind: 'timer' };

/** A file that came with a message; `size` in bytes, `text` as much as flows may read where it is a text. */
export type MessageFile = { id: string; name: string; type: string; size: number; text?: string };

/** What the engine yields while it runs; `settled` comes last, exactly once, whatever happens. */
export type RunEvent =
  | ReplyPart
  /** What the user typed, told first of a turn (after `conversation.reopened`, where it reopens one). */
  | { type: 'user.message'; id: string; text: string; files: MessageFile[] }
  | { type: 'error'; code: string; message: string; retryable: boolean }
  | { type: 'conversation.closed'; resolution: Resolution }
  | { type: 'conversation.reopened' }
  | {
      type: 'usage';
      nodeId: string;
      flow: string;
      connection: string;
      model: string;
      inputTokens: number;
      outputTokens: number;
    }
  | { type: 'step'; step: StepTrace }
  /** All that was told before it belongs to the snapshot in it; what is told after it is told again by who goes on from it. */
  | { type: 'checkpoint'; checkpoint: Checkpoint }
  | { type: 'settled'; snapshot: Snapshot; waitingFor?: WaitingFor; timerAt?: string };

export interface WaitingFor {
  flow: string;
  nodeId: string;
  kind: string;
}

/** One visit of a node, for the trace; `config` is rendered and censored. Times in milliseconds from the turn's start. */
export interface StepTrace {
  flow: string;
  nodeId: string;
  nodeType: string;
  depth: number;
  startedMs: number;
  durationMs: number;
  outcome: 'next' | 'wait' | 'end' | 'call' | 'fail';
  outlet?: string;
  config?: JsonValue;
  output?: JsonValue;
  error?: NodeErrorData;
  changed?: JsonObject;
  /** What the user was told in it, a part of a reply each. */
  said?: string[];
  logs?: { level: string; text: string }[];
  /** What models took. */
  usage?: ModelUsage[];
  /** The node was not run: what is pinned to it stood in. */
  pinned?: true;
  /** What is not shown whole; not there where everything is. */
  cut?: CutPlace[];
}

/** A list or a text of which only the beginning is shown: the way to it, and how many items or characters it really has. */
export interface CutPlace {
  path: (string | number)[];
  length: number;
}

export interface ModelUsage {
  connection: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
}
