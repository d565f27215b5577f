import { z } from 'zod';
import { defineRoutes } from '../route.ts';
import * as auth from './auth-schemas.ts';

const w = '/api/v1/workspaces/:workspace';
const empty = z.strictObject({}).optional();

/** Setting up, signing in, workspaces, their people and keys. */
export const peopleRoutes = defineRoutes({
  setupState: {
    method: 'GET',
    path: '/api/v1/setup',
    summary: 'Whether the first administrator is still to be made',
    access: 'public',
    status: 200,
    response: auth.setupStateSchema,
  },
  setup: {
    method: 'POST',
    path: '/api/v1/setup',
    summary: 'Make the first administrator by the one-time token',
    access: 'public',
    body: auth.setupSchema,
    status: 201,
    response: auth.sessionSchema,
  },
  login: {
    method: 'POST',
    path: '/api/v1/auth/login',
    summary: 'Sign in',
    access: 'public',
    body: auth.loginSchema,
    status: 200,
    response: auth.sessionSchema,
  },
  logout: {
    method: 'POST',
    path: '/api/v1/auth/logout',
    summary: 'Sign out',
    access: 'signed-in',
    body: empty,
    status: 204,
  },
  me: {
    method: 'GET',
    path: '/api/v1/me',
    summary: 'Who is signed in',
    access: 'signed-in',
    status: 200,
    response: auth.sessionSchema,
  },
  changePassword: {
    method: 'PUT',
    path: '/api/v1/me/password',
    summary: 'Change one’s own password',
    access: 'signed-in',
    body: auth.changePasswordSchema,
    status: 204,
  },
  setPreferences: {
    method: 'PUT',
    path: '/api/v1/me/preferences',
    summary: 'Set how the studio is shown to oneself',
    access: 'signed-in',
    body: auth.preferencesSchema,
    status: 204,
  },

  listWorkspaces: {
    method: 'GET',
    path: '/api/v1/workspaces',
    summary: 'All workspaces of the installation',
    access: 'instance.manage',
    status: 200,
    response: z.object({ workspaces: z.array(auth.workspaceSchema) }),
  },
  createWorkspace: {
    method: 'POST',
    path: '/api/v1/workspaces',
    summary: 'Make a workspace; whoever makes it administers it',
    access: 'instance.manage',
    body: auth.newWorkspaceSchema,
    status: 201,
    response: auth.workspaceSchema,
  },

  listMembers: {
    method: 'GET',
    path: `${w}/members`,
    summary: 'People of the workspace',
    access: 'members.read',
    status: 200,
    response: z.object({ members: z.array(auth.memberSchema) }),
  },
  addMember: {
    method: 'POST',
    path: `${w}/members`,
    summary: 'Add a person: a new account, or without name and password one that is there already',
    access: 'members.write',
    body: auth.newMemberSchema,
    status: 201,
    response: auth.memberSchema,
  },
  changeMember: {
    method: 'PATCH',
    path: `${w}/members/:id`,
    summary: 'Change a person’s role, or disable the account',
    access: 'members.write',
    body: auth.changeMemberSchema,
    status: 200,
    response: auth.memberSchema,
  },
  removeMember: {
    method: 'DELETE',
    path: `${w}/members/:id`,
    summary: 'Take a person out of the workspace; the account stays',
    access: 'members.write',
    status: 204,
  },
  listApiKeys: {
    method: 'GET',
    path: `${w}/api-keys`,
    summary: 'API keys',
    access: 'api-keys.manage',
    status: 200,
    response: z.object({ apiKeys: z.array(auth.apiKeySchema) }),
  },
  createApiKey: {
    method: 'POST',
    path: `${w}/api-keys`,
    summary: 'Make an API key, shown once',
    access: 'api-keys.manage',
    body: auth.newApiKeySchema,
    status: 201,
    response: auth.createdApiKeySchema,
  },
  revokeApiKey: {
    method: 'DELETE',
    path: `${w}/api-keys/:id`,
    summary: 'Revoke an API key',
    access: 'api-keys.manage',
    status: 204,
  },
});
