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
 * Asks a language model, streaming. Throws `NodeError`: `model.not_configured`, `model.unavailable` (retryable), `model.rate_limited`
 * (retryable), `model.refused` (4xx), `model.timeout` (retryable), `model.bad_answer`, `aborted`. Retries 429 and 5xx itself.
 */
export interface ModelPort {
  stream(request: ModelRequest): AsyncIterable<ModelPart>;
}
