import { z } from 'zod';
import { chatFileSchema } from './chat-file.ts';

const json: z.ZodType<unknown> = z.unknown();

/** What each kept event carries beside its own fields. `turnId` is null for what no turn caused. `at` is ISO UTC by the database's clock. */
const kept = {
  seq: z.number().int().positive(),
  at: z.string(),
  episode: z.number().int().positive(),
  turnId: z.string().nullable(),
};

export const citationSchema = z.object({ title: z.string(), url: z.string().optional(), passage: z.string() });
export const componentKindSchema = z.enum(['choice', 'form', 'table', 'confirm', 'feedback', 'upload']);
export const waitingForSchema = z.object({ flow: z.string(), nodeId: z.string(), kind: z.string() });

/** The events of a conversation as clients get them. Clients ignore types and fields that they do not know. */
export const chatEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...kept,
    type: z.literal('message'),
    id: z.string(),
    role: z.enum(['bot', 'agent', 'system', 'user']),
    text: z.string(),
    /** What the user sent with it. */
    files: z.array(chatFileSchema).optional(),
    citations: z.array(citationSchema).optional(),
    stopped: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('message.delta'),
    messageId: z.string(),
    attempt: z.number().int().positive(),
    offset: z.number().int().nonnegative(),
    text: z.string(),
  }),
  z.object({
    ...kept,
    type: z.literal('component'),
    id: z.string(),
    kind: componentKindSchema,
    spec: z.record(z.string(), json),
  }),
  z.object({ ...kept, type: z.literal('component.closed'), id: z.string(), values: json.optional() }),
  z.object({ ...kept, type: z.literal('status'), text: z.string() }),
  z.object({
    ...kept,
    type: z.literal('handoff'),
    state: z.enum(['queued', 'active', 'closed']),
    agentName: z.string().optional(),
  }),
  z.object({ ...kept, type: z.literal('error'), code: z.string(), message: z.string(), retryable: z.boolean() }),
  z.object({ ...kept, type: z.literal('turn.completed'), waitingFor: waitingForSchema.optional() }),
  z.object({
    ...kept,
    type: z.literal('conversation.closed'),
    resolution: z.enum(['resolved', 'escalated', 'abandoned']),
  }),
  z.object({ ...kept, type: z.literal('conversation.reopened') }),
  /** First event of a stream that opens a conversation. No `seq`. */
  z.object({ type: z.literal('conversation'), id: z.string(), token: z.string() }),
]);

export type ChatEvent = z.infer<typeof chatEventSchema>;
/** An event that has a `seq` and is kept. */
export type KeptChatEvent = Extract<ChatEvent, { seq: number }>;
