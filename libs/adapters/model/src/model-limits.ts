/** Limits of asking a model, in one place. Milliseconds. */
export const MODEL_LIMITS = {
  /** Until the first token, when the connection sets no other. */
  firstTokenMs: 60_000,
  /** Between tokens. */
  idleMs: 30_000,
  /** The whole answer. */
  totalMs: 300_000,
  attempts: 3,
  backoffMs: 500,
  longestRetryAfterMs: 20_000,
  /** Characters of one answer. */
  answerCharacters: 400_000,
  /** One for each flow that asks by a connection: their sockets are shared. */
  cachedClients: 1_000,
  /** Models of servers of which it is known how they take a schema. */
  knownFormats: 1_000,
} as const;
