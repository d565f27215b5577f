import type { ProblemDocument } from '../problem-document.ts';

/** A refusal of the chat API, or status 0 when the server could not be reached or its answer broke off. */
export class ChatError extends Error {
  readonly status: number;
  readonly problem: ProblemDocument | undefined;
  /** How long the server asks to wait before the next try. Milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(options: {
    status: number;
    message: string;
    problem?: ProblemDocument | undefined;
    retryAfterMs?: number | undefined;
  }) {
    super(options.message);
    this.name = 'ChatError';
    this.status = options.status;
    this.problem = options.problem;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** Whether the same call may succeed later: nobody was reached, too much was asked, or the server is in trouble. */
  get passes(): boolean {
    return this.status === 0 || [408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** `Retry-After` in milliseconds: seconds, or a date. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - now;
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}
