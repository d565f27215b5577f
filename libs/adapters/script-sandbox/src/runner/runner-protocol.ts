import { z } from 'zod';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';

/** Longest line either way: code and input, with room for their escapes. */
export const RUNNER_LINE_CHARS = 4 * (SANDBOX_LIMITS.codeBytes + SANDBOX_LIMITS.inputBytes);

const id = z.int().min(1);

/** What a Patchbay asks of a runner, one JSON text a line. */
export const toRunner = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    id,
    workspace: z.string().max(200),
    flowVersion: z.string().max(300),
    code: z.string(),
    input: z.string(),
    timeoutMs: z.number(),
    memoryMb: z.number(),
  }),
  z.strictObject({ kind: z.literal('abort'), id }),
]);
export type ToRunner = z.infer<typeof toRunner>;

const error = z.object({
  code: z.string().max(100),
  message: z.string().max(4_000),
  retryable: z.boolean(),
  fault: z.enum(['user', 'outside', 'ours']),
  details: z.json().optional(),
});

/**
 * What a runner says: first what it is, then that it runs scripts or why it does not, then the end of each run. The operator's log of a runner that is our own
 * child comes the same way.
 */
export const fromRunner = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('walls'),
    strict: z.boolean(),
    missing: z.array(z.object({ wall: z.enum(['user', 'network']), why: z.string().max(500) })).max(2),
  }),
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('unable'), reason: z.string().max(4_000) }),
  z.strictObject({
    kind: z.literal('log'),
    level: z.enum(['info', 'warn', 'error']),
    event: z.string().max(100),
    reason: z.string().max(4_000),
  }),
  z.strictObject({
    kind: z.literal('value'),
    id,
    value: z.string(),
    logs: z.array(z.object({ level: z.enum(['log', 'info', 'warn', 'error']), text: z.string() })).max(200),
  }),
  z.strictObject({ kind: z.literal('failed'), id, error }),
]);
export type FromRunner = z.infer<typeof fromRunner>;
