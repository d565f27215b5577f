import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { ProblemDocument } from '@patchbay/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseDown } from './is-database-down.ts';
import { ProblemError } from './problem-error.ts';
import { problems } from './problems.ts';

/** The one place where errors become answers: RFC 9457 problem documents. What is not a known refusal is logged and says nothing of its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id }, problem.message);
    // A stream that has begun says its errors itself.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    sendProblem({ reply, problem });
  }
}

export function sendProblem({ reply, problem }: { reply: FastifyReply; problem: ProblemError }): void {
  const document: ProblemDocument = {
    type: 'about:blank',
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(problem.issues ? { issues: [...problem.issues] } : {}),
  };
  void reply
    .status(problem.status)
    .headers({ ...problem.headers, 'cache-control': 'no-store' })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(document));
}

function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDatabaseDown(error))
    return problems.unavailable({ seconds: 2, message: 'The database does not answer. Try again in a moment.' });
  if (isUnstorable(error))
    return problems.invalid([{ path: '', code: 'invalid_text', message: 'A text cannot be stored as it is.' }]);
  const status = statusOf(error);
  if (status !== undefined && status >= 400 && status < 500)
    return new ProblemError({ status, code: codeOf(status), message: messageOf({ error, status }) });
  return new ProblemError({ status: 500, code: 'internal', message: 'Something went wrong inside Patchbay.' });
}

// Refusals of Nest (an unknown route) and of Fastify (a body that does not parse or is too large).
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}

// PostgreSQL refuses NUL in a text, and half a surrogate pair in JSON.
function isUnstorable(error: unknown): boolean {
  const cause = typeof error === 'object' && error !== null && 'driverError' in error ? error.driverError : error;
  return cause instanceof Error && 'code' in cause && (cause.code === '22021' || cause.code === '22P05');
}

function codeOf(status: number): string {
  if (status === 413) return 'too_large';
  if (status === 415) return 'unsupported_media_type';
  if (status === 404) return 'not_found';
  return status === 400 ? 'bad_request' : 'refused';
}

function messageOf({ error, status }: { error: unknown; status: number }): string {
  if (status === 404) return 'There is nothing at this address.';
  if (status === 413) return 'The request is too large.';
  return error instanceof Error ? error.message : 'The request was refused.';
}
