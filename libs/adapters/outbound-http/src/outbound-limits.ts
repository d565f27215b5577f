/** Limits of what leaves the machine, in one place. */
export const OUTBOUND_LIMITS = {
  redirects: 5,
  connectMs: 5_000,
  timeoutMs: 15_000,
  longestTimeoutMs: 120_000,
  /** Bytes of an answer, after decompression. */
  responseBytes: 5 * 1024 * 1024,
  /** Bytes of an answer that is read as a stream, by an SDK; and of one that tells an error. */
  streamBytes: 32 * 1024 * 1024,
  streamedErrorBytes: 1024 * 1024,
  /** Levels of a JSON answer; what is nested deeper stays text. */
  jsonDepth: 200,
  requestBytes: 5 * 1024 * 1024,
  headerBytes: 64 * 1024,
  headers: 100,
  urlCharacters: 8_000,
  retryPauseMs: 30_000,
} as const;
