/** Limits of what leaves the machine, in one place. `…Ms` are milliseconds, sizes are bytes. */
export const OUTBOUND_LIMITS = {
  redirects: 5,
  /** A model's answer holds one for as long as it streams: fewer would make answers wait for each other. */
  connectionsPerOrigin: 1024,
  /** Sets of allowances whose connections are kept. */
  routes: 500,
  connectMs: 5_000,
  /** Of one exchange with its redirects, when the caller names none; and the most that a caller may name. */
  timeoutMs: 15_000,
  longestTimeoutMs: 120_000,
  /** Bytes of an answer, after decompression. */
  responseBytes: 5 * 1024 * 1024,
  /** Bytes of an answer that is read as a stream, by an SDK; and of one that tells an error. */
  streamBytes: 32 * 1024 * 1024,
  streamedErrorBytes: 1024 * 1024,
  /** Levels of a JSON answer; what is nested deeper stays text. */
  jsonDepth: 200,
  /** Of a body that is sent. */
  requestBytes: 5 * 1024 * 1024,
  headerBytes: 64 * 1024,
  headers: 100,
  urlCharacters: 8_000,
  /** The longest pause before another attempt, whatever the server asks for. */
  retryPauseMs: 30_000,
} as const;
