/** Roles of a person or an API key in a workspace. */
export const ROLES = ['admin', 'editor', 'agent', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What each role may do; what is not listed it may not. */
const granted: Record<Role, readonly string[]> = {
  admin: [
    // Asked in the first workspace alone: its administrators are those of the installation.
    'instance.manage',
    'flows.read',
    'flows.write',
    'flows.comment',
    'flows.publish',
    'conversations.read',
    'connections.read',
    'connections.write',
    'variables.read',
    'variables.write',
    'members.read',
    'members.write',
    'api-keys.manage',
    'limits.manage',
    'audit.read',
  ],
  editor: [
    'flows.read',
    'flows.write',
    'flows.comment',
    'flows.publish',
    'conversations.read',
    'connections.read',
    'variables.read',
    'variables.write',
    'members.read',
  ],
  agent: ['flows.read', 'flows.comment', 'conversations.read', 'members.read'],
  viewer: ['flows.read'],
};

/** Whether a role holds a permission. An unknown role or permission is never allowed. */
export function roleAllows({ role, permission }: { role: string; permission: string }): boolean {
  return isRole(role) && granted[role].includes(permission);
}

/** Whether someone of a role may give another role away: nobody gives more than they have. */
export function mayGrant({ role, given }: { role: string; given: string }): boolean {
  return isRole(role) && isRole(given) && granted[given].every((permission) => granted[role].includes(permission));
}

export function isRole(role: string): role is Role {
  return ROLES.some((one) => one === role);
}
