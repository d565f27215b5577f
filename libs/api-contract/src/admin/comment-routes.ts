import { z } from 'zod';
import { defineRoutes } from '../route.ts';

const w = '/api/v1/workspaces/:workspace';
const c = `${w}/flows/:key/comments`;

/** Plain text: nothing in it is markup. Mentions are `@Name` in it, and the accounts that are meant beside it. */
const written = {
  body: z.string().trim().min(1).max(4_000),
  mentions: z.array(z.uuid()).max(20).optional(),
};
const writtenSchema = z.strictObject(written);
const newThreadSchema = z.strictObject({ nodeId: z.string().min(1).max(64), ...written });

const commentSchema = z.object({
  id: z.string(),
  /** Null for an account that is gone, and for a program. */
  authorId: z.string().nullable(),
  authorName: z.string(),
  body: z.string(),
  mentions: z.array(z.string()),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
});
export type FlowComment = z.infer<typeof commentSchema>;
const threadSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  /** What its node was when it was deleted, where the draft has it no more and that is known. */
  gone: z.object({ type: z.string(), label: z.string().optional() }).optional(),
  createdAt: z.string(),
  resolvedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  /** Something was said by others since the caller looked. */
  unread: z.boolean(),
  comments: z.array(commentSchema),
});
export type CommentThread = z.infer<typeof threadSchema>;
const mentionSchema = z.object({
  flowKey: z.string(),
  flowName: z.string(),
  nodeId: z.string(),
  threadId: z.string(),
  commentId: z.string(),
  authorName: z.string(),
  body: z.string(),
  createdAt: z.string(),
  /** Named in it; otherwise it answers in a thread that the caller took part in. */
  mentioned: z.boolean(),
  unread: z.boolean(),
});
export type Mention = z.infer<typeof mentionSchema>;
const made = z.object({ id: z.string() });

/** What people say about the nodes of a flow. */
export const commentRoutes = defineRoutes({
  listComments: {
    method: 'GET',
    path: c,
    summary: 'Threads of comments on the nodes of a flow',
    access: 'flows.read',
    status: 200,
    response: z.object({ threads: z.array(threadSchema) }),
  },
  startThread: {
    method: 'POST',
    path: c,
    summary: 'Comment on a node of the draft',
    access: 'flows.comment',
    body: newThreadSchema,
    status: 201,
    response: made,
  },
  addComment: {
    method: 'POST',
    path: `${c}/:thread/replies`,
    summary: 'Answer in a thread',
    access: 'flows.comment',
    body: writtenSchema,
    status: 201,
    response: made,
  },
  changeComment: {
    method: 'PATCH',
    path: `${c}/:thread/replies/:comment`,
    summary: 'Change one’s own comment',
    access: 'flows.comment',
    body: writtenSchema,
    status: 204,
  },
  deleteComment: {
    method: 'DELETE',
    path: `${c}/:thread/replies/:comment`,
    summary: 'Delete one’s own comment, with its thread where it began one; an administrator may delete any',
    access: 'flows.comment',
    status: 204,
  },
  restoreComment: {
    method: 'POST',
    path: `${c}/:thread/replies/:comment/restore`,
    summary: 'Bring back a comment that the caller deleted within the last hour, with its thread where it began one',
    access: 'flows.comment',
    body: z.strictObject({}).optional(),
    status: 204,
  },
  resolveThread: {
    method: 'PATCH',
    path: `${c}/:thread`,
    summary: 'Resolve a thread, or open it again',
    access: 'flows.comment',
    body: z.strictObject({ resolved: z.boolean() }),
    status: 204,
  },
  seeThread: {
    method: 'POST',
    path: `${c}/:thread/seen`,
    summary: 'Say that a thread was read',
    access: 'flows.read',
    body: z.strictObject({}).optional(),
    status: 204,
  },
  listMentions: {
    method: 'GET',
    path: `${w}/mentions`,
    summary: 'What others said to the caller, newest first',
    access: 'flows.read',
    status: 200,
    response: z.object({ mentions: z.array(mentionSchema), unread: z.number().int() }),
  },
});
