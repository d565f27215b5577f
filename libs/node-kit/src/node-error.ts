import type { JsonValue } from './json.ts';

/** Whose fault a failure is: of who wrote the flow or typed the input, of an outside system, or of Patchbay itself. */
export type Fault = 'user' | 'outside' | 'ours';

/** What a failing node gives its `error` port as `nodes.<id>.error`, as the flow document says. `code` is stable and dotted, such as `http.status`. */
export interface NodeErrorData {
  code: string;
  message: string;
  retryable: boolean;
  details?: JsonValue;
}

/** An error with a code that an author can branch on. Handlers and ports throw it; anything else that is thrown becomes `internal`. */
export class NodeError extends Error {
  readonly code: string;
  readonly retryable: boolean;
  readonly fault: Fault;
  readonly details: JsonValue | undefined;
  /** False when the other side has certainly not had the request: nothing has happened there. */
  readonly reached: boolean;

  constructor(options: {
    code: string;
    message: string;
    retryable?: boolean;
    fault?: Fault;
    details?: JsonValue;
    reached?: boolean;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'NodeError';
    this.code = options.code;
    this.retryable = options.retryable ?? false;
    this.fault = options.fault ?? 'outside';
    this.details = options.details;
    this.reached = options.reached ?? true;
  }

  toData(): NodeErrorData {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}
