import { z } from 'zod';

const unknownDocument = z.unknown();

export const flowSummarySchema = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  address: z.string().nullable(),
  /** Null when it never was published. */
  publishedVersion: z.number().int().nullable(),
  online: z.boolean(),
  /** Whether the draft differs from the published version. */
  changed: z.boolean(),
  revision: z.number().int(),
  updatedAt: z.string(),
  updatedBy: z.string().nullable(),
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;
export const flowListSchema = z.object({ flows: z.array(flowSummarySchema) });

export const savedFlowSchema = z.object({ key: z.string(), revision: z.number().int() });

/** Of one call, or one message of the WebSocket. UTF-8 bytes of the operations' JSON text: as many as a document may have. */
export const OPERATIONS_LIMITS = { count: 1_000, bytes: 2 * 1024 * 1024 } as const;

export const operationsRequestSchema = z.strictObject({
  base: z.number().int().nonnegative(),
  clientId: z.string().min(1).max(64),
  /** Each as `Operation` of flow-spec. */
  operations: z.array(z.unknown()).min(1).max(OPERATIONS_LIMITS.count),
  /** `clientId` names this very batch, which is taken once; what no longer fits after others' changes is left out and told, instead of refusing all. */
  merge: z.boolean().optional(),
});
/** A change of a draft as the server ordered it. */
export const draftEntrySchema = z.object({
  revision: z.number().int(),
  clientId: z.string(),
  by: z.string().nullable(),
  /** Id of the user; null where it was an API key or the server. */
  byUser: z.string().nullable(),
  operations: z.array(z.unknown()),
  /** Which of its operations wrote over what their author had not seen, by the revision of that. */
  collisions: z.array(z.object({ operation: z.number().int(), revision: z.number().int() })),
});
export type DraftEntryWire = z.infer<typeof draftEntrySchema>;
export const droppedSchema = z.object({ operation: z.number().int(), code: z.string(), message: z.string() });
export type DroppedOperation = z.infer<typeof droppedSchema>;
/** Operations as ordered by the server: those of others since `base`, then one's own. */
export const operationsResponseSchema = z.object({
  revision: z.number().int(),
  operations: z.array(draftEntrySchema),
  /** What of the batch no longer fitted, by its place in it. */
  dropped: z.array(droppedSchema),
});
export const draftOperationsQuerySchema = z.strictObject({ since: z.coerce.number().int().nonnegative().max(1e9) });
/** Changes after a revision with what undoes them, oldest first; `more` when there are others behind them. */
export const draftOperationsSchema = z.object({
  revision: z.number().int(),
  entries: z.array(draftEntrySchema.extend({ inverse: z.array(z.unknown()) })),
  more: z.boolean(),
});
export type DraftOperations = z.infer<typeof draftOperationsSchema>;
export type OperationsResponse = z.infer<typeof operationsResponseSchema>;

export const flowIssueSchema = z.object({
  nodeId: z.string().nullable(),
  path: z.string(),
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
});
export type FlowIssue = z.infer<typeof flowIssueSchema>;
export const validationSchema = z.object({ issues: z.array(flowIssueSchema) });

export const publishRequestSchema = z.strictObject({
  note: z.string().max(2000).optional(),
  address: z.string().max(129).optional(),
});
/** The address that it had; it is its own again unless another bot has it by now. */
export const restoreRequestSchema = z.strictObject({
  address: z
    .string()
    .regex(/^[a-z0-9-]{1,64}(\.[a-z0-9-]{1,64})?$/)
    .optional(),
});
export const restoredSchema = z.object({ key: z.string(), address: z.string().nullable() });
export const publishedSchema = z.object({ version: z.number().int(), address: z.string() });
export const unpublishRequestSchema = z.strictObject({ openConversations: z.enum(['finish', 'close']) });
export const rollbackRequestSchema = z.strictObject({
  version: z.number().int().positive(),
  note: z.string().max(2000).optional(),
});

export const versionSummarySchema = z.object({
  version: z.number().int(),
  note: z.string().nullable(),
  publishedAt: z.string(),
  publishedBy: z.string().nullable(),
  online: z.boolean(),
});
export const versionListSchema = z.object({ versions: z.array(versionSummarySchema) });
export const versionSchema = versionSummarySchema.extend({ document: unknownDocument });

export const diffQuerySchema = z.strictObject({ from: z.string().max(20), to: z.string().max(20) });
/** A `FlowDiff` of flow-spec. */
export const diffSchema = z.looseObject({});

export const importQuerySchema = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() });
export const importReportSchema = z.object({
  dryRun: z.boolean(),
  created: z.array(z.string()),
  changed: z.array(
    z.object({ key: z.string(), revision: z.number().int().optional(), diff: z.looseObject({}).optional() }),
  ),
  unchanged: z.array(z.string()),
  /** What the flows need and this workspace does not have. */
  missing: z.object({
    connections: z.array(z.string()),
    variables: z.array(z.string()),
    flows: z.array(z.string()),
    knowledgeBases: z.array(z.string()),
  }),
});
export type ImportReport = z.infer<typeof importReportSchema>;

export const historyEntrySchema = z.object({
  revision: z.number().int(),
  kind: z.enum(['create', 'operations', 'put', 'import', 'rollback', 'undo']),
  by: z.string().nullable(),
  at: z.string(),
  operations: z.number().int(),
});
export const historySchema = z.object({ entries: z.array(historyEntrySchema) });
export const undoRequestSchema = z.strictObject({ revision: z.number().int().positive() });
