/** Limits of what leaves the machine, in one place. */
export const OUTBOUND_LIMITS = {
  redirects: 5,
  connectMs: 5_000,
  timeoutMs: 15_000,
  longestTimeoutMs: 120_000,
  /** Bytes of an answer, after decompression. */
  responseBytes: 5 * 1024 * 1024,
  requestBytes: 5 * 1024 * 1024,
  headerBytes: 64 * 1024,
  headers: 100,
  urlCharacters: 8_000,
  retryPauseMs: 30_000,
} as const;
