import { z } from 'zod';
import { draftEntrySchema, droppedSchema, operationsRequestSchema } from '../admin/flow-schemas.ts';

/** Where the WebSocket of a draft is, with its parameters as `:name`. Whoever may read the flow may follow it; whoever may write it may send operations. */
export const DRAFT_SOCKET_PATH = '/api/v1/workspaces/:workspace/flows/:key/draft/socket';

/** What a person does at this moment. It is told to the others and kept nowhere. */
export const presenceSchema = z.strictObject({
  /** On the canvas, in its own coordinates; null while the pointer is elsewhere. */
  cursor: z.strictObject({ x: z.number(), y: z.number() }).nullable(),
  /** Ids of what is selected on the canvas. */
  selection: z.array(z.string().max(200)).max(50),
  /** The field that is being edited. */
  field: z.strictObject({ nodeId: z.string().max(64), path: z.string().max(200) }).nullable(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Somebody who has the draft open: one for each tab. */
export const draftMemberSchema = z.object({
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  writes: z.boolean(),
  presence: presenceSchema,
});
export type DraftMember = z.infer<typeof draftMemberSchema>;

/** What the studio sends. `hello` comes first and says which revision it has. */
export const draftRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), revision: z.number().int().nonnegative() }),
  operationsRequestSchema.omit({ merge: true }).extend({ type: z.literal('operations') }),
  z.strictObject({ type: z.literal('presence'), presence: presenceSchema }),
]);
export type DraftRequest = z.infer<typeof draftRequestSchema>;

/**
 * What the server sends. `entries` come in the order of their revisions without a gap, one's own among them; `done` follows the entry of a batch, or comes alone where
 * nothing of it was left. `beat` says that the line is alive. After `bye` the server ends: come back after `retryMs`, give or take.
 */
export const draftNewsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('welcome'), you: z.string(), writes: z.boolean(), members: z.array(draftMemberSchema) }),
  z.object({ type: z.literal('entries'), entries: z.array(draftEntrySchema) }),
  z.object({
    type: z.literal('done'),
    clientId: z.string(),
    revision: z.number().int(),
    dropped: z.array(droppedSchema),
  }),
  z.object({ type: z.literal('refused'), clientId: z.string(), status: z.number().int(), message: z.string() }),
  z.object({ type: z.literal('people'), came: z.array(draftMemberSchema), gone: z.array(z.string()) }),
  z.object({ type: z.literal('comments') }),
  z.object({ type: z.literal('beat') }),
  z.object({ type: z.literal('bye'), retryMs: z.number() }),
]);
export type DraftNews = z.infer<typeof draftNewsSchema>;

/** Why the server closed: codes of the WebSocket that are this product's own. */
export const DRAFT_SOCKET_CLOSE = {
  /** The session has ended. */
  signedOut: 4401,
  /** The right to read the flow is gone. */
  forbidden: 4403,
  /** The flow was deleted. */
  gone: 4404,
  /** More than one person sends. */
  tooFast: 4429,
  /** Sent what is no message. */
  invalid: 4400,
} as const;
