import { z } from 'zod';
import { openConversationSchema } from '../chat-request.ts';
import { cutSchema, stepSchema } from '../preview-event.ts';

const nodeIdSchema = z.string().min(1).max(128);

export const breakpointSchema = z.strictObject({ flow: z.string().min(1).max(64), nodeId: nodeIdSchema });
const breakpointsSchema = z.array(breakpointSchema).max(1_000);
export type Breakpoint = z.infer<typeof breakpointSchema>;
export const setBreakpointsSchema = z.strictObject({ nodes: breakpointsSchema });

/** `from`: begins at a node, with what another preview knew when it was there last, or with nothing. */
export const openPreviewSchema = openConversationSchema.extend({
  breakpoints: breakpointsSchema.optional(),
  from: z.strictObject({ nodeId: nodeIdSchema, conversationId: z.string().min(1).max(64).optional() }).optional(),
});
export type OpenPreview = z.infer<typeof openPreviewSchema>;

/** `step` stops before the next node, in called flows too; `over` passes over those. */
export const debugActionSchema = z.strictObject({ action: z.enum(['pause', 'continue', 'step', 'over', 'stop']) });
export type DebugAction = z.infer<typeof debugActionSchema>['action'];

export const previewVariableSchema = z.strictObject({
  /** Dotted, from `vars`. */
  path: z.string().min(1).max(200),
  value: z.json(),
});

/** What templates can reach: variables, results of nodes by id, the last message. */
const sampleSchema = z.strictObject({
  vars: z.record(z.string(), z.json()).optional(),
  nodes: z.record(z.string(), z.json()).optional(),
  message: z.string().max(16_000).optional(),
});
export type NodeSample = z.infer<typeof sampleSchema>;

export const runNodeSchema = z.strictObject({
  nodeId: nodeIdSchema,
  /** A preview whose data is taken: what it knew when it was at the node last, or else what it knows now. `values` are laid over it. */
  conversationId: z.string().min(1).max(64).optional(),
  values: sampleSchema.optional(),
  /** Typed in answer, where the node asks. */
  answer: z.string().max(16_000).optional(),
  /** Without it, a node that may change another system is refused. */
  allowWrites: z.boolean().optional(),
  /** Of who asks; that of the preview comes before it. The language is that of the preview, or else of the flow. */
  timezone: z.string().max(64).optional(),
});
export type RunNode = z.infer<typeof runNodeSchema>;
export const nodeRunSchema = z.object({ steps: z.array(stepSchema), events: z.array(z.unknown()) });
export type NodeRun = z.infer<typeof nodeRunSchema>;
export const nodeDataSchema = z.object({
  /** Whether a preview was at the node. */
  visited: z.boolean(),
  vars: z.record(z.string(), z.unknown()),
  nodes: z.record(z.string(), z.unknown()),
  message: z.string(),
  /** What of `vars` and `nodes` is not told whole. */
  cut: cutSchema.optional(),
});
