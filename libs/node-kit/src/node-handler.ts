import type { Condition } from '@patchbay/expressions';
import type { JsonObject, JsonValue } from './json.ts';
import type { ServiceName, Services } from './ports/services.ts';
import type { ReplyPart } from './reply-part.ts';
import type { Resolution, Verdict, Waiting } from './verdict.ts';

/** Why a handler runs: the path came to the node, or something that the node waited for has happened. */
export type Arrival =
  /** `opening`: the conversation was just opened, so a greeting is due. `loop`: what this loop node kept, when the path came back from its own `each`. */
  | { kind: 'entered'; opening: boolean; loop: JsonValue | undefined }
  | { kind: 'message'; text: string; waiting: Waiting; state: JsonValue | undefined }
  | { kind: 'submit'; values: JsonObject; waiting: Waiting; state: JsonValue | undefined }
  | { kind: 'cancel'; waiting: Waiting; state: JsonValue | undefined }
  | { kind: 'timer'; waiting: Waiting; state: JsonValue | undefined }
  | { kind: 'returned'; resolution: Resolution | null; output: JsonObject };

export interface HandlerContext<Config, Needs extends ServiceName> {
  nodeId: string;
  /** Rendered with the memory of this moment and parsed by the definition's schema; fields that the definition lists as `raw` are as the author wrote them. */
  config: Config;
  arrival: Arrival;
  /** Conversation variables, read only; change them by a verdict. */
  vars: Readonly<JsonObject>;
  /** Default of a declared variable, or of a part of it by dotted path; undefined where there is none. */
  defaultOf(path: string): JsonValue | undefined;
  /** All that a template can reach, read only: `vars`, `user`, `message`, `nodes`, `now`, `conversation`, `flow`, `env`. */
  scope: Readonly<JsonObject>;
  /** Renders templates anywhere inside a value; `with` lays variables over `vars` for this render alone. Throws `NodeError` `template.*`. */
  render(value: unknown, options?: { vars?: JsonObject }): unknown;
  /** Throws `NodeError` `template.*`, `pattern.invalid` (it cannot be used) or `pattern.limit` (it and the text are too large together). */
  holds(condition: Condition): boolean;
  services: Pick<Services, Needs>;
  /** Shows a part of a reply to the user at once. */
  emit(part: ReplyPart): void;
  /** Tells the trace alone; never shown to the user. */
  log(entry: { level: 'log' | 'info' | 'warn' | 'error'; text: string }): void;
  /** Adds to the usage of this conversation (tokens of models). */
  usage(entry: { connection: string; model: string; inputTokens: number; outputTokens: number }): void;
  /** Aborted when the turn's time is over. */
  signal: AbortSignal;
  /** For what writes an answer to the user: aborted with the reason `stopped` when the user stops it too. What does anything else is not stopped in its midst. */
  writingSignal: AbortSignal;
  /** ISO time, UTC, which stands still through a turn. */
  now: string;
  locale: string;
  timezone: string;
  /** A new id (UUIDv7). */
  newId(): string;
  /** The same for every attempt of this visit of this node in this conversation: what an outside system can deduplicate on. */
  effectKey: string;
  /** A text of the product itself in the conversation's language, `settings.texts` applied. */
  text(key: ProductTextKey, values?: Record<string, string | number>): string;
  /** The translated text of the waiting node's own config is already in `config`; this gives what the author wrote before translation, by config path. */
  untranslated: Config;
}

import type { ProductTextKey } from './product-texts.ts';

export interface SubmitIssue {
  /** Key of the field, or `` for the whole. */
  path: string;
  code: string;
  message: string;
}

/**
 * Runs one visit of a node. May be synchronous. `check` is asked before a submit is accepted: its issues refuse the submit (422) and change nothing.
 */
export interface NodeHandler<Config, Needs extends ServiceName> {
  run(context: HandlerContext<Config, Needs>): Verdict | Promise<Verdict>;
  check?(context: {
    config: Config;
    /** As the context's: what is compared with values, such as the options of a list, is this one's. */
    untranslated: Config;
    values: JsonObject;
    state: JsonValue | undefined;
    /** As the context's. */
    now: string;
    timezone: string;
    text: HandlerContext<Config, Needs>['text'];
  }): SubmitIssue[];
}
