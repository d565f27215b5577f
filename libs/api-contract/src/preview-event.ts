import { z } from 'zod';

/** Lists and texts of which only the beginning is told: the way to each from what it is a field of, and how many items or characters it really has. */
export const cutSchema = z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), length: z.number() }));
export type Cut = z.infer<typeof cutSchema>;

/** One visit of a node as the trace tells it: times in milliseconds from the turn's start, values censored by the server. */
export const stepSchema = z.object({
  flow: z.string(),
  nodeId: z.string(),
  nodeType: z.string(),
  depth: z.number(),
  startedMs: z.number(),
  durationMs: z.number(),
  outcome: z.enum(['next', 'wait', 'end', 'call', 'fail']),
  outlet: z.string().optional(),
  /** What the node was given, its templates filled in. */
  config: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }).optional(),
  /** Variables that it set, by dotted path. */
  changed: z.record(z.string(), z.unknown()).optional(),
  /** What the user was told in it, a part of a reply each. Not told of steps that an earlier release took. */
  said: z.array(z.string()).optional(),
  logs: z.array(z.object({ level: z.string(), text: z.string() })).optional(),
  usage: z
    .array(
      z.object({
        connection: z.string(),
        model: z.string(),
        inputTokens: z.number(),
        outputTokens: z.number(),
      }),
    )
    .optional(),
  /** Its pinned output stood in for it: it was not run. */
  pinned: z.literal(true).optional(),
  /** What of it is not told whole: from the step, as `['output', 'body', 'items']`. Not told of steps that an earlier release took. */
  cut: cutSchema.optional(),
});
export type Step = z.infer<typeof stepSchema>;

/** A test that stands still before a node, until somebody lets it go on or its time is over. */
export const pausedSchema = z.object({
  turnId: z.string().nullable(),
  flow: z.string(),
  nodeId: z.string(),
  depth: z.number(),
  reason: z.enum(['breakpoint', 'step', 'pause']),
  /** Why the node is visited: `entered` by a path, or what it waited for has come. */
  arrival: z.object({ kind: z.string(), text: z.string().optional(), values: z.unknown().optional() }),
  /** ISO, UTC: when the turn is ended if nobody lets it go on. */
  until: z.string(),
});

/** `begun`: at a node other than the start; `changed`: a variable of it was, by hand; `ended`: a turn was, before its time. */
const unrepeatableSchema = z.enum(['begun', 'changed', 'ended']);

/** Where the debugging of a test stands. `pending`: it stops before the next node, or ends there. */
export const debugStateSchema = z.object({
  /** Rises with every change, so that an older state is known for one. */
  revision: z.int().nonnegative(),
  state: z.enum(['idle', 'running', 'paused']),
  /** Revision of the draft that runs. */
  draft: z.int().nonnegative(),
  paused: pausedSchema.optional(),
  pending: z.enum(['pause', 'stop']).optional(),
  /** Why the last turn ended before its time. */
  ended: z.enum(['stopped', 'time']).optional(),
  /** Why no test case can be made of it: what was done to it is nothing that a user does. */
  unrepeatable: unrepeatableSchema.optional(),
  /** Variables of the flow that runs, as they are now, censored. */
  vars: z.record(z.string(), z.unknown()),
  /** Where they are too long to be told whole, from the state on: `['vars', 'list']`. */
  cut: cutSchema.optional(),
});
export type DebugState = z.infer<typeof debugStateSchema>;

/** What the stream of a preview tells beside the events of the chat. No `seq`: who follows from the start is told them again. */
export const previewEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('trace'), turnId: z.string().nullable(), step: stepSchema }),
  debugStateSchema.extend({ type: z.literal('debug') }),
]);
export type PreviewEvent = z.infer<typeof previewEventSchema>;
