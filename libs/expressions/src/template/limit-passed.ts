import { AssertionError, LiquidError } from 'liquidjs';

/** A render passed a limit. A kind of its own, so that it is never told by its words. */
export class LimitPassed extends Error {
  constructor(message = 'The template grows too large.') {
    super(message);
    this.name = 'LimitPassed';
  }
}

const engineLimits = new Set(['memory alloc limit exceeded', 'parse length limit exceeded']);

/** The limit that an error, or what LiquidJS wrapped in it, is: one of ours, of LiquidJS, or of the JavaScript engine (stack, longest text). */
export function limitOf(error: unknown): LimitPassed | undefined {
  for (let cause = error, depth = 0; depth < 8; depth++) {
    if (cause instanceof LimitPassed) return cause;
    if (cause instanceof AssertionError) return engineLimits.has(cause.message) ? new LimitPassed() : undefined;
    if (!LiquidError.is(cause)) return isEngineLimit(cause) ? new LimitPassed() : undefined;
    cause = cause.originalError;
  }
  return undefined;
}

// V8 and JavaScriptCore throw a RangeError when the stack is full or a text too long, SpiderMonkey an InternalError.
function isEngineLimit(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'InternalError' ||
      (error instanceof RangeError && /call stack|recursion|string length|array length/i.test(error.message)))
  );
}
