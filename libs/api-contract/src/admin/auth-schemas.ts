import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'editor', 'agent', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

export const passwordSchema = z.string().min(12, 'At least 12 characters').max(256);
export const emailSchema = z.email().max(254);

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  memberships: z.array(z.object({ workspace: z.string(), workspaceName: z.string(), role: roleSchema })),
});
export type User = z.infer<typeof userSchema>;

export const loginSchema = z.strictObject({ email: z.string().max(254), password: z.string().max(256) });
export const sessionSchema = z.object({ user: userSchema, csrfToken: z.string() });
export type Session = z.infer<typeof sessionSchema>;

/** Makes the first administrator by the one-time token of the printed link. */
export const setupSchema = z.strictObject({
  token: z.string().max(200),
  email: emailSchema,
  name: z.string().min(1).max(120),
  password: passwordSchema,
});
/** `needed`: no administrator exists yet. `signedIn`: the session cookie of this call is a living session. */
export const setupStateSchema = z.object({ needed: z.boolean(), signedIn: z.boolean() });

export const memberSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  disabled: z.boolean(),
  createdAt: z.string(),
});
export const newMemberSchema = z.strictObject({
  email: emailSchema,
  name: z.string().min(1).max(120),
  role: roleSchema,
  password: passwordSchema,
});
export const changeMemberSchema = z.strictObject({
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
  name: z.string().min(1).max(120).optional(),
});
export const changePasswordSchema = z.strictObject({ current: z.string().max(256), password: passwordSchema });

export const newApiKeySchema = z.strictObject({ name: z.string().min(1).max(120), role: roleSchema });
export const createdApiKeySchema = z.object({ id: z.string(), key: z.string() });
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
