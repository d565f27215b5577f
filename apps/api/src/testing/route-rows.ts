import { starterDocument } from '@patchbay/flow-spec';
import type { CallOptions, Installation, PrincipalName } from './principals.ts';
import { W } from './principals.ts';

/** A call that would succeed for whoever may make it. */
export interface PreparedCall extends CallOptions {
  path: string;
}

/** One route: who may call it, written down by hand and not taken from the product's own tables, and how a good call looks. */
export interface RouteRow {
  who: readonly PrincipalName[];
  /** Status of a good call, by API key or by session where they differ; 200 when left out. */
  ok?: number | { key: number; session: number };
  /** What the others get where it is not 401 (not known), 403 (not allowed) or 404 (another's workspace). */
  refused?: number;
  call(place: Installation): PreparedCall | Promise<PreparedCall>;
}

const everybody: readonly PrincipalName[] = [
  'nobody',
  'user',
  'viewer',
  'agent',
  'editor',
  'admin',
  'stranger',
  'revoked',
];
const signedIn: readonly PrincipalName[] = ['viewer', 'agent', 'editor', 'admin', 'stranger'];
const readers: readonly PrincipalName[] = ['viewer', 'agent', 'editor', 'admin'];
const agents: readonly PrincipalName[] = ['agent', 'editor', 'admin'];
const editors: readonly PrincipalName[] = ['editor', 'admin'];
const admins: readonly PrincipalName[] = ['admin'];

const at = (path: string, options: CallOptions = {}) => ({ call: () => ({ path, ...options }) });
const onFlow = (rest: string, options: CallOptions = {}, published = false) => ({
  call: async (place: Installation) => ({ path: `${W}/flows/${await place.flow({ published })}${rest}`, ...options }),
});
const preview = `${W}/flows/bot/preview/conversations`;
const opened = async (place: Installation) => {
  const { conversation } = await place.admin('POST', preview, {});
  return `${preview}/${(conversation as { id: string }).id}`;
};
const chat = (place: Installation, rest: string, options: CallOptions = {}) => ({
  path: `/api/chat/bot/conversations/${place.conversation.id}${rest}`,
  ...options,
});
const member = async (place: Installation) => {
  const body = { email: `p${++people}@example.com`, name: 'P', role: 'viewer', password: 'correct horse battery' };
  return String((await place.admin('POST', `${W}/members`, body)).id);
};
const connection = async (place: Installation) => {
  const key = `c${++people}`;
  const config = { baseUrl: 'http://127.0.0.1:9' };
  await place.admin('POST', `${W}/connections`, { key, kind: 'http', config, secrets: {} });
  return key;
};
const testCase = { name: 'T', turns: [{ act: 'open', expect: [] }], pins: {}, live: false };
const madeTest = async (place: Installation) =>
  String((await place.admin('POST', `${W}/flows/bot/tests`, testCase)).id);
const thread = async (place: Installation) => {
  const path = `${W}/flows/${await place.flow()}/comments`;
  const { id } = await place.admin('POST', path, { nodeId: 'start', body: 'Look here' });
  return `${path}/${String(id)}`;
};
const comment = async (place: Installation) => {
  const path = await thread(place);
  const { id } = await place.admin('POST', `${path}/replies`, { body: 'And here' });
  return `${path}/replies/${String(id)}`;
};
let people = 0;
const text = 'hello';
const turn = { body: { text } };

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
    ok: 404,
    refused: 401,
    call: (place) => chat(place, '/files/none'),
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
      body: { key: `w${++people}`, name: 'W', administrator: { email: 'viewer@example.com' } },
    }),
  },

  [`GET ${W}/members`]: { who: agents, ...at(`${W}/members`) },
  [`POST ${W}/members`]: {
    who: admins,
    ok: 201,
    call: () => ({
      path: `${W}/members`,
      body: { email: `n${++people}@example.com`, name: 'N', role: 'viewer', password: 'correct horse battery' },
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
      const body = { token, email: `i${++people}@example.com`, name: 'I', password: 'correct horse battery' };
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

  [`GET ${W}/flows`]: { who: readers, ...at(`${W}/flows`) },
  [`POST ${W}/flows`]: {
    who: editors,
    ok: 201,
    call: () => ({ path: `${W}/flows`, body: starterDocument({ key: `made-${++people}`, name: 'Made' }) }),
  },
  [`DELETE ${W}/flows/:key`]: { who: editors, ok: 204, ...onFlow('') },
  [`GET ${W}/flows/:key/draft`]: { who: readers, ...onFlow('/draft') },
  [`PUT ${W}/flows/:key/draft`]: {
    who: editors,
    call: async (place) => {
      const key = await place.flow();
      const headers = { 'if-match': '"1"' };
      return { path: `${W}/flows/${key}/draft`, body: starterDocument({ key, name: 'Changed' }), headers };
    },
  },
  [`POST ${W}/flows/:key/draft/operations`]: {
    who: editors,
    ...onFlow('/draft/operations', {
      body: { base: 1, clientId: 'c', operations: [{ type: 'flow.set', field: 'name', value: 'Changed' }] },
    }),
  },
  [`GET ${W}/flows/:key/draft/operations`]: { who: readers, ...onFlow('/draft/operations?since=0') },
  [`GET ${W}/flows/:key/draft/history`]: { who: readers, ...onFlow('/draft/history') },
  [`POST ${W}/flows/:key/draft/undo`]: {
    who: editors,
    call: async (place) => {
      const key = await place.flow();
      await place.admin('POST', `${W}/flows/${key}/draft/operations`, {
        base: 1,
        clientId: 'c',
        operations: [{ type: 'flow.set', field: 'name', value: 'Changed' }],
      });
      return { path: `${W}/flows/${key}/draft/undo`, body: { revision: 1 } };
    },
  },
  [`POST ${W}/flows/:key/validate`]: { who: readers, ...onFlow('/validate', { body: {} }) },
  [`POST ${W}/flows/:key/publish`]: { who: editors, ...onFlow('/publish', { body: {} }) },
  [`POST ${W}/flows/:key/unpublish`]: {
    who: editors,
    ...onFlow('/unpublish', { body: { openConversations: 'finish' } }, true),
  },
  [`POST ${W}/flows/:key/resume`]: {
    who: editors,
    call: async (place) => {
      const key = await place.flow({ published: true });
      await place.admin('POST', `${W}/flows/${key}/unpublish`, { openConversations: 'finish' });
      return { path: `${W}/flows/${key}/resume`, body: {} };
    },
  },
  [`GET ${W}/flows/:key/versions`]: { who: readers, ...onFlow('/versions') },
  [`GET ${W}/flows/:key/versions/:version`]: { who: readers, ...onFlow('/versions/1', {}, true) },
  [`GET ${W}/flows/:key/diff`]: { who: readers, ...onFlow('/diff?from=1&to=draft', {}, true) },
  [`POST ${W}/flows/:key/rollback`]: { who: editors, ...onFlow('/rollback', { body: { version: 1 } }, true) },
  [`GET ${W}/flows/:key/export`]: { who: readers, ...onFlow('/export') },
  [`POST ${W}/flows/import`]: {
    who: editors,
    call: () => ({ path: `${W}/flows/import`, body: starterDocument({ key: `in-${++people}`, name: 'In' }) }),
  },

  [`GET ${W}/flows/:key/comments`]: { who: readers, ...onFlow('/comments') },
  [`POST ${W}/flows/:key/comments`]: {
    who: agents,
    ok: 201,
    ...onFlow('/comments', { body: { nodeId: 'start', body: 'Look here', mentions: [] } }),
  },
  [`POST ${W}/flows/:key/comments/:thread/replies`]: {
    who: agents,
    ok: 201,
    call: async (place) => ({ path: `${await thread(place)}/replies`, body: { body: 'Seen', mentions: [] } }),
  },
  // A comment of somebody else; an administrator may delete it, and nobody may change it.
  [`PATCH ${W}/flows/:key/comments/:thread/replies/:comment`]: {
    who: agents,
    ok: 403,
    call: async (place) => ({ path: await comment(place), body: { body: 'Changed', mentions: [] } }),
  },
  [`DELETE ${W}/flows/:key/comments/:thread/replies/:comment`]: {
    who: admins,
    ok: 204,
    call: async (place) => ({ path: await comment(place) }),
  },
  [`PATCH ${W}/flows/:key/comments/:thread`]: {
    who: agents,
    ok: 204,
    call: async (place) => ({ path: await thread(place), body: { resolved: true } }),
  },
  [`POST ${W}/flows/:key/comments/:thread/seen`]: {
    who: readers,
    ok: 204,
    call: async (place) => ({ path: `${await thread(place)}/seen`, body: {} }),
  },
  [`GET ${W}/mentions`]: { who: readers, ...at(`${W}/mentions`) },

  [`POST ${W}/flows/:key/preview/conversations`]: { who: editors, ok: 201, ...at(preview, { body: {} }) },
  [`POST ${W}/flows/:key/preview/conversations/:id/turns`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/turns`, ...turn }),
  },
  [`POST ${W}/flows/:key/preview/conversations/:id/turns/:turnId/stop`]: {
    who: editors,
    ok: 404,
    call: async (place) => ({ path: `${await opened(place)}/turns/none/stop`, body: {} }),
  },
  [`GET ${W}/flows/:key/preview/conversations/:id/events`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/events` }),
  },
  [`GET ${W}/flows/:key/preview/conversations/:id/debug`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/debug` }),
  },
  [`POST ${W}/flows/:key/preview/conversations/:id/debug`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/debug`, body: { action: 'continue' } }),
  },
  [`PUT ${W}/flows/:key/preview/conversations/:id/breakpoints`]: {
    who: editors,
    call: async (place) => ({
      path: `${await opened(place)}/breakpoints`,
      body: { nodes: [{ flow: 'bot', nodeId: 'start' }] },
    }),
  },
  [`PUT ${W}/flows/:key/preview/conversations/:id/variables`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/variables`, body: { path: 'a', value: 1 } }),
  },
  [`GET ${W}/flows/:key/preview/conversations/:id/nodes/:nodeId`]: {
    who: editors,
    call: async (place) => ({ path: `${await opened(place)}/nodes/start` }),
  },
  [`POST ${W}/flows/:key/preview/node-runs`]: {
    who: editors,
    ...at(`${W}/flows/bot/preview/node-runs`, { body: { nodeId: 'start' } }),
  },

  [`GET ${W}/flows/:key/pins`]: { who: readers, ...at(`${W}/flows/bot/pins`) },
  [`PUT ${W}/flows/:key/pins/:nodeId`]: {
    who: editors,
    ...at(`${W}/flows/bot/pins/q`, { body: { outlet: 'next', value: 'x' } }),
  },
  [`DELETE ${W}/flows/:key/pins/:nodeId`]: {
    who: editors,
    ok: 204,
    call: async (place) => {
      const key = `pinned-${++people}`;
      const nodes = ['start', 'question'].map((type) => ({ id: type, type }));
      await place.admin('POST', `${W}/flows`, { format: 'patchbay.flow/1', key, name: key, nodes, edges: [] });
      await place.admin('PUT', `${W}/flows/${key}/pins/question`, { outlet: 'next', value: 'x' });
      return { path: `${W}/flows/${key}/pins/question` };
    },
  },
  [`GET ${W}/flows/:key/tests`]: { who: readers, ...at(`${W}/flows/bot/tests`) },
  [`POST ${W}/flows/:key/tests`]: { who: editors, ok: 201, ...at(`${W}/flows/bot/tests`, { body: testCase }) },
  [`PUT ${W}/flows/:key/tests/:id`]: {
    who: editors,
    call: async (place) => ({ path: `${W}/flows/bot/tests/${await madeTest(place)}`, body: testCase }),
  },
  [`DELETE ${W}/flows/:key/tests/:id`]: {
    who: editors,
    ok: 204,
    call: async (place) => ({ path: `${W}/flows/bot/tests/${await madeTest(place)}` }),
  },
  [`POST ${W}/flows/:key/tests/run`]: { who: editors, ...at(`${W}/flows/bot/tests/run`, { body: { ids: [] } }) },

  [`GET ${W}/connections`]: { who: editors, ...at(`${W}/connections`) },
  [`POST ${W}/connections`]: {
    who: admins,
    ok: 201,
    call: () => ({
      path: `${W}/connections`,
      body: { key: `c${++people}`, kind: 'http', config: {}, secrets: {} },
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
      const path = `${W}/variables/gone${++people}`;
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
  [`GET ${W}/conversations/:id/events`]: {
    who: agents,
    call: (place) => ({ path: `${W}/conversations/${place.conversation.id}/events` }),
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
};

/** The row of a route as the server names it. */
export function rowOf({ method, url }: { method: string; url: string }): RouteRow | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  return routeRows[`${verb} ${url.replace('/workspaces/:workspace/', '/workspaces/default/')}`];
}
