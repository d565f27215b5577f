import { type Issue, ProblemError } from './problem-error.ts';

/** The refusals that several features have in common. */
export const problems = {
  invalid: (issues: readonly Issue[], message = 'Some of the input is not valid.') =>
    new ProblemError({ status: 422, code: 'invalid', message, issues }),
  unauthenticated: (message = 'Sign in first.') =>
    new ProblemError({ status: 401, code: 'unauthenticated', message, headers: { 'www-authenticate': 'Bearer' } }),
  forbidden: (message = 'You are not allowed to do this.') =>
    new ProblemError({ status: 403, code: 'forbidden', message }),
  notFound: (what: string) => new ProblemError({ status: 404, code: 'not_found', message: `${what} was not found.` }),
  conflict: (code: string, message: string) => new ProblemError({ status: 409, code, message }),
  tooMany: ({ seconds, message }: { seconds: number; message: string }) =>
    new ProblemError({
      status: 429,
      code: 'too_many_requests',
      message,
      headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) },
    }),
  unavailable: ({ seconds, message }: { seconds: number; message: string }) =>
    new ProblemError({
      status: 503,
      code: 'unavailable',
      message,
      fault: 'ours',
      headers: { 'retry-after': String(seconds) },
    }),
};
