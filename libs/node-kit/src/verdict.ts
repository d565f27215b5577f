import type { JsonObject, JsonValue } from './json.ts';

export type Resolution = 'resolved' | 'escalated' | 'abandoned';

/** What a node waits for. `component` is set when a component is open; `until` is an ISO time at which a timer resumes the node. */
export interface Waiting {
  /** What clients are told: `question`, `choice`, `form`, `table`, `feedback`, `wait`, `message`. */
  kind: string;
  component?: string;
  until?: string;
}

/**
 * How a handler's run ended.
 * - `next`: leaves by an outlet; one that `outlets` does not list, as of an option that a template gave, leads where `next` does. `output` becomes
 *   `nodes.<id>` and, with `saveAs` in the config, that variable (what the definition `saves` of it; `saved` instead, where it is given). `assign` sets variables by dotted path, in
 *   order; an assignment without `value` puts the variable back to its default. `loop` is kept until the loop node is entered again.
 * - `wait`: the turn ends at this node (other than for a `message` that is being written); `state` is handed back on resume.
 * - `call`: runs another flow with variables of its own; the handler is resumed with `returned`.
 * - `end`: the path ends; in a subflow it returns to the caller, else it closes the conversation.
 */
export type Verdict =
  | { kind: 'next'; outlet: string; output?: JsonValue; saved?: JsonValue; assign?: Assignment[]; loop?: JsonValue }
  | { kind: 'wait'; waiting: Waiting; state?: JsonValue }
  | { kind: 'call'; flow: string; input: JsonObject }
  | { kind: 'end'; resolution: Resolution; output: JsonObject }
  | { kind: 'fail'; error: import('./node-error.ts').NodeErrorData; output?: JsonValue };

export interface Assignment {
  path: string;
  value?: JsonValue;
}
