/** Work that is let come to its end before the process closes: running turns, batches that are not yet written. */
export interface Drainable {
  /** Resolves when nothing of it is left, or when it was cut short after `deadlineMs`. */
  drain(options: { deadlineMs: number }): Promise<void>;
}
