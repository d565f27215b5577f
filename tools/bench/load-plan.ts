import { z } from 'zod';

/** A conversation that was opened before. */
const openedSchema = z.object({ id: z.string(), token: z.string() });

/** What to drive, and how. */
export const loadPlanSchema = z.object({
  kind: z.enum(['floor', 'chat', 'model']),
  url: z.string(),
  bot: z.string(),
  /** Each takes a turn after another on a connection of its own. */
  conversations: z.number().int(),
  /** Conversations that are gone on with; without them new ones are opened. */
  opened: z.array(openedSchema).optional(),
  warmUpMs: z.number(),
  /** It is measured for so long, or for so many turns. */
  measureMs: z.number(),
  turns: z.number().int().optional(),
  /** What is said, with the turn's number behind it. */
  says: z.string(),
  /** Whether turns are answered as streams; the time to the first part of the answer is measured then. */
  stream: z.boolean(),
  /** A text that every good answer holds. */
  expects: z.string(),
});

export type LoadPlan = z.infer<typeof loadPlanSchema>;
export type OpenedConversation = z.infer<typeof openedSchema>;

export interface LoadResult {
  turns: number;
  seconds: number;
  failures: number;
  firstFailure: string | undefined;
  p50: number;
  p95: number;
  p99: number;
  firstPartP50: number | undefined;
  /** The conversations that were driven. */
  opened: OpenedConversation[];
}
