import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'editor', 'agent', 'viewer']);
export type Role = z.infer<typeof roleSchema>;

export const passwordSchema = z.string().min(12, 'At least 12 characters').max(256);
export const emailSchema = z.email().max(254);
/** What people, keys and workspaces are called: no control characters, and none that turn the direction of what follows. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, 'Control characters are not allowed in a name.');

/** How the studio is shown to a person. What is left out goes by the browser, or was never set. */
export const preferencesSchema = z.strictObject({
  language: z.enum(['en', 'de']).optional(),
  /** The tour was seen to its end, or put away. */
  tourSeen: z.boolean().optional(),
});
export type Preferences = z.infer<typeof preferencesSchema>;

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  /** Whether this person may make workspaces and change what the whole installation goes by. */
  instanceAdministrator: z.boolean(),
  memberships: z.array(z.object({ workspace: z.string(), workspaceName: z.string(), role: roleSchema })),
  preferences: preferencesSchema,
});
export type User = z.infer<typeof userSchema>;

export const loginSchema = z.strictObject({ email: z.string().max(254), password: z.string().max(256) });
export const sessionSchema = z.object({ user: userSchema, csrfToken: z.string() });
export type Session = z.infer<typeof sessionSchema>;

/** Makes the first administrator by the one-time token of the printed link. */
export const setupSchema = z.strictObject({
  token: z.string().max(200),
  email: emailSchema,
  name: nameSchema,
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
/** Without `name` and `password` whoever has an account with this address already becomes a member. */
export const newMemberSchema = z.strictObject({
  email: emailSchema,
  name: nameSchema.optional(),
  role: roleSchema,
  password: passwordSchema.optional(),
});
export const changeMemberSchema = z.strictObject({
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
  name: nameSchema.optional(),
});
export const changePasswordSchema = z.strictObject({ current: z.string().max(256), password: passwordSchema });

/** A link that lets one person in. `email`: that person alone; without it whoever has the link. */
export const newInvitationSchema = z.strictObject({
  role: roleSchema,
  email: emailSchema.optional(),
  days: z.number().int().min(1).max(30).optional(),
});
/** `token` is given this once: it belongs behind `/join#token=`. */
export const createdInvitationSchema = z.object({ id: z.string(), token: z.string(), expiresAt: z.string() });
export const invitationSchema = z.object({
  id: z.string(),
  role: roleSchema,
  email: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string(),
  usedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;
const invitationTokenSchema = z.string().min(1).max(200);
export const readInvitationSchema = z.strictObject({ token: invitationTokenSchema });
export const openInvitationSchema = z.object({
  workspace: z.string(),
  workspaceName: z.string(),
  role: roleSchema,
  email: z.string().nullable(),
  expiresAt: z.string(),
});
/** With `name` a new account is made; without it the account of this address joins, by its own password. */
export const acceptInvitationSchema = z.union([
  z.strictObject({ token: invitationTokenSchema, email: emailSchema, name: nameSchema, password: passwordSchema }),
  z.strictObject({ token: invitationTokenSchema, email: emailSchema, password: z.string().max(256) }),
]);

export const newApiKeySchema = z.strictObject({ name: nameSchema, role: roleSchema });
export const createdApiKeySchema = z.object({ id: z.string(), key: z.string() });
export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  role: roleSchema,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

export const newWorkspaceSchema = z.strictObject({
  key: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Lower-case letters, digits and hyphens, at most 64'),
  name: nameSchema,
  /** Who administers it beside whoever makes it. Needed where an API key makes it; without `name` and `password` an account that is there already. */
  administrator: newMemberSchema.omit({ role: true }).optional(),
});
export const workspaceSchema = z.object({
  key: z.string(),
  name: z.string(),
  members: z.number().int(),
  createdAt: z.string(),
});
