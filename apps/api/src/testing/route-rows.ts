import { type CallOptions, formOf, type Installation, W } from './principals.ts';
import { flowRouteRows } from './flow-route-rows.ts';
import { admins, agents, at, editors, everybody, signedIn, type RouteRow } from './route-row.ts';

let made = 0;
const turn = { body: { text: 'hello' } };
const chat = (place: Installation, rest: string, options: CallOptions = {}) => ({
  path: `/api/chat/bot/conversations/${place.conversation.id}${rest}`,
  ...options,
});
const member = async (place: Installation) => {
  const body = { email: `p${++made}@example.com`, name: 'P', role: 'viewer', password: 'correct horse battery' };
  return String((await place.admin('POST', `${W}/members`, body)).id);
};
const connection = async (place: Installation) => {
  const key = `c${++made}`;
  const config = { baseUrl: 'http://127.0.0.1:9' };
  await place.admin('POST', `${W}/connections`, { key, kind: 'http', config, secrets: {} });
  return key;
};

/** Every route that the product serves. A route that is missing here fails the matrix: say who may call it, and show a good call. */
export const routeRows: Record<string, RouteRow> = {
  'GET /': { who: everybody, ...at('/') },
  'GET /*': { who: everybody, ...at('/flows') },
  'GET /assets/*': { who: everybody, ...at('/assets/a.js') },
  'GET /c/assets/*': { who: everybody, ...at('/c/assets/a.js') },
  'GET /c/:bot': { who: everybody, ...at('/c/bot') },
  'GET /health/live': { who: everybody, ...at('/health/live') },
  'GET /health/ready': { who: everybody, ...at('/health/ready') },
  'GET /metrics': { who: [], refused: 403, ...at('/metrics') },
  'GET /api/openapi.json': { who: everybody, ...at('/api/openapi.json') },
  'GET /api/docs': { who: everybody, ...at('/api/docs') },

  'POST /api/chat/:bot/conversations': { who: everybody, ok: 201, ...at('/api/chat/bot/conversations', { body: {} }) },
  'POST /api/chat/:bot/conversations/:id/turns': {
    who: ['user'],
    refused: 401,
    call: (place) => chat(place, '/turns', turn),
  },
  'POST /api/chat/:bot/conversations/:id/turns/:turnId/stop': {
    who: ['user'],
    // Let in, and told that no such turn runs.
    ok: 404,
    refused: 401,
    call: (place) => chat(place, '/turns/0198a000-0000-7000-8000-000000000000/stop', { body: {} }),
  },
  'GET /api/chat/:bot/conversations/:id/events': {
    who: ['user'],
    refused: 401,
    call: (place) => chat(place, '/events'),
  },
  'GET /api/chat/:bot/conversations/:id/files/:fileId': {
    who: ['user'],
    refused: 401,
    call: (place) => chat(place, `/files/${place.fileId}`),
  },
  'POST /api/chat/:bot/conversations/:id/files': {
    who: ['user'],
    ok: 201,
    refused: 401,
    call: (place) => chat(place, '/files', { body: formOf('a line') }),
  },

  'GET /api/v1/setup': { who: everybody, ...at('/api/v1/setup') },
  // Its token is printed where an administrator is missing; nobody has one here.
  'POST /api/v1/setup': {
    who: [],
    refused: 403,
    ...at('/api/v1/setup', {
      body: { token: 'x', email: 'evil@example.com', name: 'Evil', password: 'correct horse battery' },
    }),
  },
  'POST /api/v1/auth/login': {
    who: everybody,
    ...at('/api/v1/auth/login', { body: { email: 'viewer@example.com', password: 'correct horse battery' } }),
  },
  'POST /api/v1/auth/logout': { who: signedIn, ok: 204, ...at('/api/v1/auth/logout', { body: {} }) },
  'GET /api/v1/me': { who: signedIn, ...at('/api/v1/me') },
  // A key has no password; a person is let in and told that the current one is wrong.
  'PUT /api/v1/me/password': {
    who: signedIn,
    ok: { key: 403, session: 422 },
    ...at('/api/v1/me/password', { body: { current: 'wrong', password: 'another good password' } }),
  },
  'PUT /api/v1/me/preferences': {
    who: signedIn,
    ok: { key: 403, session: 204 },
    ...at('/api/v1/me/preferences', { body: { language: 'de' } }),
  },
  'GET /api/v1/workspaces': { who: admins, ...at('/api/v1/workspaces') },
  'POST /api/v1/workspaces': {
    who: admins,
    ok: 201,
    call: () => ({
      path: '/api/v1/workspaces',
      body: { key: `w${++made}`, name: 'W', administrator: { email: 'viewer@example.com' } },
    }),
  },

  [`GET ${W}/members`]: { who: agents, ...at(`${W}/members`) },
  [`POST ${W}/members`]: {
    who: admins,
    ok: 201,
    call: () => ({
      path: `${W}/members`,
      body: { email: `n${++made}@example.com`, name: 'N', role: 'viewer', password: 'correct horse battery' },
    }),
  },
  [`PATCH ${W}/members/:id`]: {
    who: admins,
    call: async (place) => ({ path: `${W}/members/${await member(place)}`, body: { role: 'agent' } }),
  },
  [`DELETE ${W}/members/:id`]: {
    who: admins,
    ok: 204,
    call: async (place) => ({ path: `${W}/members/${await member(place)}` }),
  },
  [`GET ${W}/invitations`]: { who: admins, ...at(`${W}/invitations`) },
  [`POST ${W}/invitations`]: { who: admins, ok: 201, ...at(`${W}/invitations`, { body: { role: 'viewer' } }) },
  [`DELETE ${W}/invitations/:id`]: {
    who: admins,
    ok: 204,
    call: async (place) => {
      const made = await place.admin('POST', `${W}/invitations`, { role: 'viewer' });
      return { path: `${W}/invitations/${String(made.id)}` };
    },
  },
  // Whoever has the link, and nobody else.
  'POST /api/v1/invitations/read': {
    who: everybody,
    call: async (place) => {
      const { token } = await place.admin('POST', `${W}/invitations`, { role: 'viewer' });
      return { path: '/api/v1/invitations/read', body: { token } };
    },
  },
  'POST /api/v1/invitations/accept': {
    who: everybody,
    call: async (place) => {
      const { token } = await place.admin('POST', `${W}/invitations`, { role: 'viewer' });
      const body = { token, email: `i${++made}@example.com`, name: 'I', password: 'correct horse battery' };
      return { path: '/api/v1/invitations/accept', body };
    },
  },
  [`GET ${W}/api-keys`]: { who: admins, ...at(`${W}/api-keys`) },
  [`POST ${W}/api-keys`]: { who: admins, ok: 201, ...at(`${W}/api-keys`, { body: { name: 'n', role: 'viewer' } }) },
  [`DELETE ${W}/api-keys/:id`]: {
    who: admins,
    ok: 204,
    call: async (place) => {
      const made = await place.admin('POST', `${W}/api-keys`, { name: 'short', role: 'viewer' });
      return { path: `${W}/api-keys/${String(made.id)}` };
    },
  },

  [`GET ${W}/connections`]: { who: editors, ...at(`${W}/connections`) },
  [`POST ${W}/connections`]: {
    who: admins,
    ok: 201,
    call: () => ({
      path: `${W}/connections`,
      body: { key: `c${++made}`, kind: 'http', config: {}, secrets: {} },
    }),
  },
  [`PUT ${W}/connections/:key`]: {
    who: admins,
    call: async (place) => ({ path: `${W}/connections/${await connection(place)}`, body: { config: {} } }),
  },
  [`DELETE ${W}/connections/:key`]: {
    who: admins,
    ok: 204,
    call: async (place) => ({ path: `${W}/connections/${await connection(place)}` }),
  },
  // Nobody deleted it.
  [`POST ${W}/connections/:key/restore`]: {
    who: admins,
    ok: 404,
    call: () => ({ path: `${W}/connections/never/restore`, body: {} }),
  },
  [`POST ${W}/connections/:key/test`]: {
    who: admins,
    call: async (place) => ({ path: `${W}/connections/${await connection(place)}/test`, body: {} }),
  },
  [`GET ${W}/egress`]: { who: editors, ...at(`${W}/egress`) },
  [`PUT ${W}/egress`]: { who: admins, ...at(`${W}/egress`, { body: { hosts: null } }) },
  'GET /api/v1/private-network': { who: admins, ...at('/api/v1/private-network') },
  'PUT /api/v1/private-network': { who: admins, ...at('/api/v1/private-network', { body: { allowed: [] } }) },
  [`GET ${W}/variables`]: { who: editors, ...at(`${W}/variables`) },
  [`PUT ${W}/variables/:key`]: { who: editors, ...at(`${W}/variables/v`, { body: { value: 1 } }) },
  [`DELETE ${W}/variables/:key`]: {
    who: editors,
    ok: 204,
    call: async (place) => {
      const path = `${W}/variables/gone${++made}`;
      await place.admin('PUT', path, { value: 1 });
      return { path };
    },
  },
  [`GET ${W}/budget`]: { who: admins, ...at(`${W}/budget`) },
  [`PUT ${W}/budget`]: {
    who: admins,
    ...at(`${W}/budget`, { body: { conversationTokens: null, dailyTokens: null } }),
  },
  [`GET ${W}/audit`]: { who: admins, ...at(`${W}/audit`) },
  [`GET ${W}/conversations`]: { who: agents, ...at(`${W}/conversations`) },
  [`GET ${W}/conversations/export`]: { who: agents, ...at(`${W}/conversations/export`) },
  [`GET ${W}/conversations/:id/events`]: {
    who: agents,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/events` }),
  },
  [`GET ${W}/conversations/:id/files/:fileId`]: {
    who: agents,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/files/${place.fileId}` }),
  },
  [`GET ${W}/conversations/:id/trace`]: {
    who: agents,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/trace` }),
  },
  [`GET ${W}/conversations/:id/replay`]: {
    who: agents,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/replay` }),
  },
  [`POST ${W}/conversations/:id/replay`]: {
    who: editors,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/replay`, body: { live: false } }),
  },

  ...flowRouteRows,
};

/** The row of a route as the server names it. */
export function rowOf({ method, url }: { method: string; url: string }): RouteRow | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  return routeRows[`${verb} ${url.replace('/workspaces/:workspace/', '/workspaces/default/')}`];
}
