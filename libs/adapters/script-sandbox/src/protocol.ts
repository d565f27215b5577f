import { z } from 'zod';
import { type GuestLimits, SANDBOX_LIMITS } from './sandbox-limits.ts';

/** What the parent writes to a worker, one JSON text a line. `setup` comes first and once. */
export type ToWorker =
  | { kind: 'setup'; guest: string; limits: GuestLimits; heartbeatMs: number | null }
  | { kind: 'run'; id: number; code: string; input: string; memoryMb: number };

const id = z.int().min(1);
const position = z.int().min(1).max(10_000_000).optional();

/** How a run ended as the worker saw it. `stuck`: nothing is left that could ever settle what the script awaits. */
const workerOutcome = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('value'), value: z.string() }),
  z.strictObject({
    status: z.literal('threw'),
    name: z.string().max(SANDBOX_LIMITS.errorNameChars),
    message: z.string().max(SANDBOX_LIMITS.errorMessageChars),
    line: position,
    column: position,
  }),
  z.strictObject({ status: z.literal('not_json'), message: z.string().max(SANDBOX_LIMITS.errorMessageChars) }),
  z.strictObject({ status: z.literal('too_large') }),
  z.strictObject({ status: z.literal('memory') }),
  z.strictObject({ status: z.literal('too_many_calls') }),
  z.strictObject({ status: z.literal('stuck') }),
  z.strictObject({ status: z.literal('bad_input') }),
]);

/**
 * What a worker may answer. It is read as something a stranger wrote: a script that breaks out of its isolate owns the worker, and must not gain
 * anything in the parent by it.
 */
export const fromWorker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string().max(2_000) }),
  z.strictObject({ kind: z.literal('started'), id }),
  z.strictObject({
    kind: z.literal('log'),
    id,
    level: z.enum(['log', 'info', 'warn', 'error']),
    text: z.string().max(SANDBOX_LIMITS.logEntryChars),
  }),
  z.strictObject({ kind: z.literal('result'), id, outcome: workerOutcome }),
  z.strictObject({ kind: z.literal('idle'), id }),
  z.strictObject({ kind: z.literal('memory'), bytes: z.number().nonnegative() }),
]);

export type FromWorker = z.infer<typeof fromWorker>;
export type WorkerOutcome = z.infer<typeof workerOutcome>;
