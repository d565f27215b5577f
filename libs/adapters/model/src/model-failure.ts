import { type JsonValue, NodeError } from '@patchbay/node-kit';

/** What went wrong with a call, as the port tells it, and how long the server asked to wait. */
export interface ModelFailure {
  error: NodeError;
  retryAfterMs: number | undefined;
}

const leastSecretLength = 4;
const mostCharacters = 600;

/** Makes a `NodeError` `model.*` of what an SDK or the outbound client threw. Servers like to repeat a wrong key: it is left out. */
export function modelFailure({ error, secrets }: { error: unknown; secrets: { apiKey?: string } }): ModelFailure {
  const { code, message, retryable, details } = told(error);
  const key = secrets.apiKey ?? '';
  const isSecret = key.length >= leastSecretLength;
  const safe = isSecret ? message.replaceAll(key, '…') : message;
  return {
    error: new NodeError({
      code,
      message: safe.slice(0, mostCharacters),
      retryable,
      ...(details === undefined ? {} : { details: isSecret ? withoutKey({ value: details, key }) : details }),
      cause: safe === message ? error : undefined,
    }),
    retryAfterMs: retryable ? retryAfterOf(error) : undefined,
  };
}

// As JSON, so that names of what an answer holds are looked through as well.
function withoutKey({ value, key }: { value: JsonValue; key: string }): JsonValue {
  return JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(key).slice(1, -1), '…'));
}

export function timeout(): NodeError {
  return new NodeError({ code: 'model.timeout', message: 'The model did not answer in time.', retryable: true });
}

function told(error: unknown): { code: string; message: string; retryable: boolean; details?: JsonValue | undefined } {
  const cause = rootOf(error);
  if (cause instanceof NodeError) {
    const { code, message, retryable, details } = cause;
    if (code.startsWith('model.') || code === 'aborted') return { code, message, retryable, details };
    if (code === 'http.timeout') return timeout();
    return {
      code: 'model.unavailable',
      message: `The model cannot be reached: ${message}`,
      retryable: code === 'http.unreachable',
    };
  }
  const message = error instanceof Error ? error.message : 'unknown error';
  const status = statusOf(error);
  if (status === 429) return { code: 'model.rate_limited', message: 'The model has too much to do.', retryable: true };
  if (status !== undefined && status >= 500)
    return { code: 'model.unavailable', message: `The model answered ${status}.`, retryable: true };
  if (status !== undefined && status >= 400)
    return {
      code: 'model.refused',
      message: `The model refused the call (${status}): ${message}`,
      // The server gave up waiting, or met another call: the next one may pass.
      retryable: status === 408 || status === 409,
    };
  if (error instanceof SyntaxError || /JSON|parse|unexpected token/i.test(message))
    return { code: 'model.bad_answer', message: 'The model’s answer cannot be read.', retryable: true };
  return { code: 'model.unavailable', message: 'The model cannot be reached.', retryable: true };
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
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 6; depth++) {
    if (current instanceof NodeError || typeof current !== 'object' || current === null) return current;
    if (!('cause' in current) || current.cause === undefined) return current;
    current = current.cause;
  }
  return current;
}
