import type { FastifyRequest } from 'fastify';
import { v4 } from 'uuid';
import { z } from 'zod';
import { problems } from '../platform/http/problems.ts';

export const afterSchema = z.strictObject({ after: z.coerce.number().int().min(0).optional() });
/** The body of a call that needs none. */
export const emptyBodySchema = z.strictObject({}).nullish();
const lastEventIdSchema = z.coerce.number().int().min(0);
const keySchema = z.string().min(1).max(255);

/** The caller's idempotency key, when there is one. */
export function givenKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined || header === '') return undefined;
  const parsed = keySchema.safeParse(header);
  if (parsed.success) return parsed.data;
  throw problems.invalid([{ path: 'idempotency-key', code: 'too_long', message: 'At most 255 characters.' }]);
}

/** The caller's idempotency key, or a new one: without a key nothing can be recognised, and each call is a turn of its own. */
export function keyOf(request: FastifyRequest): string {
  return givenKey(request) ?? v4();
}

/** Where a reader of a stream was. */
export function lastEventId(request: FastifyRequest): number | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  const parsed = lastEventIdSchema.safeParse(header);
  if (parsed.success) return parsed.data;
  throw problems.invalid([{ path: 'last-event-id', code: 'invalid', message: 'The id of an event is its seq.' }]);
}
