import type { Fault } from '@patchbay/node-kit';

export interface Issue {
  /** Dotted, from the body; `query.` and `params.` are put before others' paths. */
  path: string;
  code: string;
  message: string;
}

/** An error that becomes a problem document. Services throw it; `code` is stable, `title` and `detail` are for people. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fault: Fault;
  readonly issues: readonly Issue[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(options: {
    status: number;
    code: string;
    message: string;
    fault?: Fault;
    issues?: readonly Issue[];
    headers?: Record<string, string>;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'ProblemError';
    this.status = options.status;
    this.code = options.code;
    this.fault = options.fault ?? (options.status >= 500 ? 'ours' : 'user');
    this.issues = options.issues;
    this.headers = options.headers ?? {};
  }
}
