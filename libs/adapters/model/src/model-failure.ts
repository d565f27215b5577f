import { NodeError } from '@patchbay/node-kit';

/** What went wrong with a call, as the port tells it, and how long the server asked to wait. */
export interface ModelFailure {
  error: NodeError;
  retryAfterMs: number | undefined;
}

/** Makes a `NodeError` `model.*` of what an SDK or the outbound client threw. */
export function modelFailure(error: unknown): ModelFailure {
  const cause = rootOf(error);
  if (cause instanceof NodeError) {
    if (cause.code.startsWith('model.') || cause.code === 'aborted') return { error: cause, retryAfterMs: undefined };
    if (cause.code === 'http.timeout') return { error: timeout(), retryAfterMs: undefined };
    const retryable = cause.code === 'http.unreachable';
    return {
      error: new NodeError({
        code: 'model.unavailable',
        message: `The model cannot be reached: ${cause.message}`,
        retryable,
        cause: error,
      }),
      retryAfterMs: undefined,
    };
  }
  const status = statusOf(error);
  const message = error instanceof Error ? error.message.slice(0, 500) : 'unknown error';
  const retryAfterMs = retryAfterOf(error);
  if (status === 429)
    return {
      error: new NodeError({
        code: 'model.rate_limited',
        message: 'The model has too much to do.',
        retryable: true,
        cause: error,
      }),
      retryAfterMs,
    };
  if (status !== undefined && status >= 500)
    return {
      error: new NodeError({
        code: 'model.unavailable',
        message: `The model answered ${status}.`,
        retryable: true,
        cause: error,
      }),
      retryAfterMs,
    };
  if (status !== undefined && status >= 400)
    return {
      error: new NodeError({
        code: 'model.refused',
        message: `The model refused the call (${status}): ${message}`,
        cause: error,
      }),
      retryAfterMs: undefined,
    };
  if (error instanceof SyntaxError || /JSON|parse|unexpected token/i.test(message)) {
    return {
      error: new NodeError({
        code: 'model.bad_answer',
        message: 'The model’s answer cannot be read.',
        retryable: true,
        cause: error,
      }),
      retryAfterMs: undefined,
    };
  }
  return {
    error: new NodeError({
      code: 'model.unavailable',
      message: 'The model cannot be reached.',
      retryable: true,
      cause: error,
    }),
    retryAfterMs: undefined,
  };
}

export function timeout(): NodeError {
  return new NodeError({ code: 'model.timeout', message: 'The model did not answer in time.', retryable: true });
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return 'status_code' in error && typeof error.status_code === 'number' ? error.status_code : undefined;
}

function retryAfterOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('headers' in error)) return undefined;
  const { headers } = error;
  // The outbound client's Headers are undici's own, not the global ones.
  if (typeof headers !== 'object' || headers === null || !('get' in headers) || typeof headers.get !== 'function')
    return undefined;
  const value: unknown = headers.get('retry-after');
  if (typeof value !== 'string') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 6; depth++) {
    if (current instanceof NodeError) return current;
    if (!(current instanceof Error) || current.cause === undefined) return current;
    current = current.cause;
  }
  return current;
}
