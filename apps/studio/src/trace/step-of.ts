import { z } from 'zod';

const stepSchema = z.object({
  flow: z.string(),
  nodeId: z.string(),
  nodeType: z.string(),
  depth: z.number(),
  startedMs: z.number(),
  durationMs: z.number(),
  outcome: z.enum(['next', 'wait', 'end', 'call', 'fail']),
  outlet: z.string().optional(),
  config: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }).optional(),
  changed: z.record(z.string(), z.unknown()).optional(),
  logs: z.array(z.object({ level: z.string(), text: z.string() })).optional(),
});

const eventSchema = z.object({ type: z.literal('trace'), turnId: z.string().nullable(), step: stepSchema });

/** One visit of a node as the preview tells it: times in milliseconds from the turn's start, values censored by the server. */
export type Step = z.infer<typeof stepSchema> & { turnId: string | null };

/** The step that an event of a preview tells; undefined for every other event. */
export function stepOf(event: unknown): Step | undefined {
  const parsed = eventSchema.safeParse(event);
  return parsed.success ? { ...parsed.data.step, turnId: parsed.data.turnId } : undefined;
}
