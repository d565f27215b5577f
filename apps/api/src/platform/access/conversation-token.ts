import type { FastifyRequest } from 'fastify';
import { problems } from '../http/problems.ts';

/** The conversation token of a request; throws 401 when there is none. */
export function conversationToken(request: FastifyRequest): string {
  const header = request.headers.authorization;
  if (!header || header.length > 300 || !/^bearer /i.test(header))
    throw problems.unauthenticated('A conversation token is needed.');
  return header.slice(7).trim();
}
