/** A model connection as it is resolved for a run, secrets opened. */
export interface ModelConnection {
  key: string;
  /** Clients are kept apart by it, with the way out that they were made with. */
  owner?: string;
  kind: 'openai' | 'ollama';
  config: { baseUrl?: string; model?: string; organization?: string; timeoutMs?: number };
  secrets: { apiKey?: string };
  /** Origins that this connection alone may reach although they are private. */
  allowOrigins?: readonly string[];
}

/** What a provider's client does: streams the parts of an answer. Throws what its SDK throws. */
export interface ModelClient {
  stream(request: ClientRequest): AsyncIterable<ClientPart>;
  models(signal: AbortSignal): Promise<string[]>;
}

export interface ClientRequest {
  model: string;
  messages: { role: 'system' | 'user' | 'assistant'; content: string }[];
  temperature?: number;
  maxTokens?: number;
  schema?: Record<string, unknown>;
  signal: AbortSignal;
}

/** `alive` says that the server is at work without having written anything yet. */
export type ClientPart =
  | { text: string }
  | { alive: true }
  | { done: 'stop' | 'length' | 'filter' }
  | { usage: { inputTokens: number; outputTokens: number } };
