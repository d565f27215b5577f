import { NodeError } from '@patchbay/node-kit';

/** Failures before there is a connection, by which no byte of a request has left. */
const UNCONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** What an exchange failed with, as a `NodeError` `http.*` or `aborted`. */
export function outboundFailure({
  error,
  timedOut,
  aborted,
  timeoutMs,
}: {
  error: unknown;
  timedOut: boolean;
  aborted: boolean;
  timeoutMs: number;
}): NodeError {
  if (error instanceof NodeError) return error;
  if (aborted) return new NodeError({ code: 'aborted', message: 'The call was given up.', fault: 'user' });
  if (timedOut)
    return new NodeError({
      code: 'http.timeout',
      message: `The server did not answer within ${timeoutMs} ms.`,
      retryable: true,
    });
  const cause = rootOf(error);
  if (cause instanceof NodeError) return cause;
  const told = (field: 'code' | 'name') => {
    const value: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, field) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const code = told('code');
  if (/TIMEOUT/.test(code))
    return new NodeError({
      code: 'http.timeout',
      message: 'The server did not answer in time.',
      retryable: true,
      reached: !UNCONNECTED.has(code),
    });
  // The parser names no code for an answer that does not begin as one.
  if (told('name') === 'HTTPParserError' || /^HPE_|HEADERS_OVERFLOW|^UND_ERR_RES/.test(code))
    return badResponse('The server’s answer is not valid HTTP.');
  return new NodeError({
    code: 'http.unreachable',
    message: `The server cannot be reached${code ? ` (${code})` : ''}.`,
    retryable: true,
    reached: !UNCONNECTED.has(code),
    cause: error,
  });
}

export function badResponse(message: string): NodeError {
  return new NodeError({ code: 'http.bad_response', message });
}

export function tooLarge(maxBytes: number): NodeError {
  return new NodeError({ code: 'http.too_large', message: `The server’s answer has more than ${maxBytes} bytes.` });
}

function rootOf(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5; depth++) {
    if (current instanceof NodeError || typeof current !== 'object' || current === null) return current;
    if (!('cause' in current) || current.cause === undefined) return current;
    current = current.cause;
  }
  return current;
}
