import type { JsonObject } from '../json.ts';

export interface ModelMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ModelRequest {
  /** Key of a model connection of this workspace; without it the workspace's only or default one. */
  connection?: string;
  /** Without it the connection's default model. */
  model?: string;
  messages: ModelMessage[];
  temperature?: number;
  maxTokens?: number;
  /** JSON Schema that the answer must fit; the answer is then one JSON text. */
  schema?: JsonObject;
  signal: AbortSignal;
}

export interface ModelUsage {
  connection: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
}

/** `text` parts in order make up the answer; a `restart` says that a retry begins the answer anew; one `done` comes last. */
export type ModelPart =
  | { type: 'text'; text: string }
  | { type: 'restart' }
  | { type: 'done'; reason: 'stop' | 'length' | 'filter'; usage: ModelUsage };

/**
 * Asks a language model, streaming. Retries 429 and 5xx, and answers that break off or do not fit the schema, itself. Throws `NodeError`:
 * - the flow's fault: `model.not_configured` (no connection, or no model named), `config.invalid` (a JSON Schema that cannot be used);
 * - the outside's: `model.unavailable`, `model.rate_limited` and `model.timeout` (all retryable; not where the address itself is refused),
 *   `model.refused` (4xx; retryable for 408 and 409), `model.bad_answer` (unreadable, too long, or unfit for the schema; retryable where another may fit; what does not fit the
 *   schema is in `details.answer`, as JSON where it is that);
 * - `aborted`, where the signal was.
 */
export interface ModelPort {
  stream(request: ModelRequest): AsyncIterable<ModelPart>;
}
