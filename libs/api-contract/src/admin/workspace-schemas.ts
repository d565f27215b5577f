import { z } from 'zod';

export const connectionKindSchema = z.enum(['http', 'openai', 'ollama']);
export type ConnectionKind = z.infer<typeof connectionKindSchema>;
const keySchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'Lower-case letters, digits and hyphens, at most 64');

/** A secret that an operator keeps outside: in variables of the process, in files, or in a vault. `field` is the secret's own name when it is left out. */
export const secretReferenceSchema = z.strictObject({
  store: z.enum(['environment', 'file', 'vault']),
  name: z.string().min(1).max(200),
  field: z.string().min(1).max(100).optional(),
  /** Without it the newest. */
  version: z.number().int().min(1).max(2_147_483_647).optional(),
});
export type SecretReference = z.infer<typeof secretReferenceSchema>;
export type SecretStoreName = SecretReference['store'];
const secretSchema = z.union([z.string().max(16_000), secretReferenceSchema]);
export type SecretValue = z.infer<typeof secretSchema>;

export const newConnectionSchema = z.strictObject({
  key: keySchema,
  kind: connectionKindSchema,
  config: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), secretSchema),
});
/** Secrets that are left out stay as they are; one that is null is removed. */
export const changeConnectionSchema = z.strictObject({
  config: z.record(z.string(), z.unknown()).optional(),
  secrets: z.record(z.string(), secretSchema.nullable()).optional(),
});
export const connectionSchema = z.object({
  key: z.string(),
  kind: connectionKindSchema,
  config: z.record(z.string(), z.unknown()),
  /** Names of the secrets that are set; never their values. */
  secretNames: z.array(z.string()),
  /** Where those are that are kept outside, by name. */
  secretsFrom: z.record(z.string(), secretReferenceSchema).optional(),
  /** `environment`: made by variables of the process, cannot be changed here. */
  source: z.enum(['workspace', 'environment']),
  updatedAt: z.string(),
});
export type Connection = z.infer<typeof connectionSchema>;
export const connectionListSchema = z.object({
  connections: z.array(connectionSchema),
  /** Stores outside that this installation knows. */
  stores: z.array(secretReferenceSchema.shape.store),
});
export const connectionTestSchema = z.object({
  ok: z.boolean(),
  message: z.string(),
  models: z.array(z.string()).optional(),
});

const hostsSchema = z.array(z.string().trim().min(1).max(255)).max(500);
export const egressHostsSchema = z.strictObject({ hosts: hostsSchema.nullable() });
export const egressSchema = z.object({
  hosts: hostsSchema.nullable(),
  calls: z.array(
    z.object({
      /** What for: `http` and `model` nodes, the `test` of a connection. */
      purpose: z.string(),
      flow: z.string(),
      connection: z.string(),
      host: z.string(),
      /** Status of the answer, or the code of the error. */
      outcome: z.string(),
      calls: z.number().int(),
      lastAt: z.string(),
    }),
  ),
});
export const privateNetworkSchema = z.strictObject({ allowed: hostsSchema });

export const variableValueSchema = z.strictObject({ value: z.unknown() });
export const variableListSchema = z.object({
  variables: z.array(z.object({ key: z.string(), value: z.unknown(), updatedAt: z.string() })),
});

const tokensSchema = z.number().int().min(1).max(1_000_000_000_000).nullable();
/** Tokens that models may take, in and out together; null where there is no limit. A day is one of UTC. */
export const budgetSchema = z.strictObject({ conversationTokens: tokensSchema, dailyTokens: tokensSchema });
export type Budget = z.infer<typeof budgetSchema>;
export const budgetStateSchema = budgetSchema.extend({ spentToday: z.number().int() });

export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string().nullable(),
  action: z.string(),
  target: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() });
export const pageQuerySchema = z.strictObject({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const conversationSummarySchema = z.object({
  id: z.string(),
  flow: z.string(),
  version: z.number().int().nullable(),
  status: z.string(),
  resolution: z.string().nullable(),
  startedAt: z.string(),
  lastAt: z.string(),
  turns: z.number().int(),
  preview: z.string().nullable(),
});
/** What a conversation did on another system. `unknown`: it may have happened, and is not repeated by itself. */
export const effectSchema = z.object({
  flow: z.string(),
  nodeId: z.string(),
  name: z.string(),
  status: z.enum(['started', 'done', 'failed', 'unknown']),
  attempts: z.number().int(),
  turnId: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});
export const conversationPageSchema = z.object({
  conversations: z.array(conversationSummarySchema),
  next: z.string().nullable(),
});
