import { starterDocument } from '@patchbay/flow-spec';
import { formOf, type Installation, W } from './principals.ts';
import { admins, agents, at, editors, onFlow, readers, type RouteRow } from './route-row.ts';

let made = 0;
const turn = { body: { text: 'hello' } };
const preview = `${W}/flows/bot/preview/conversations`;
const opened = async (place: Installation) => {
  const { conversation } = await place.admin('POST', preview, {});
  return `${preview}/${(conversation as { id: string }).id}`;
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

/** Routes of flows: drafts, versions, comments, previews, pins and test cases. */
export const flowRouteRows: Record<string, RouteRow> = {
  [`GET ${W}/flows`]: { who: readers, ...at(`${W}/flows`) },
  [`POST ${W}/flows`]: {
    who: editors,
    ok: 201,
    call: () => ({ path: `${W}/flows`, body: starterDocument({ key: `made-${++made}`, name: 'Made' }) }),
  },
  [`DELETE ${W}/flows/:key`]: { who: editors, ok: 204, ...onFlow('') },
  [`POST ${W}/flows/:key/restore`]: {
    who: editors,
    call: async (place) => {
      const key = await place.flow();
      await place.admin('DELETE', `${W}/flows/${key}`, undefined);
      return { path: `${W}/flows/${key}/restore`, body: {} };
    },
  },
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
    call: () => ({ path: `${W}/flows/import`, body: starterDocument({ key: `in-${++made}`, name: 'In' }) }),
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
  // Nobody deleted it.
  [`POST ${W}/flows/:key/comments/:thread/replies/:comment/restore`]: {
    who: agents,
    ok: 404,
    call: async (place) => ({ path: `${await thread(place)}/replies/${crypto.randomUUID()}/restore`, body: {} }),
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
  [`POST ${W}/flows/:key/preview/conversations/:id/files`]: {
    who: editors,
    ok: 201,
    call: async (place) => ({ path: `${await opened(place)}/files`, body: formOf('a line') }),
  },
  [`GET ${W}/flows/:key/preview/conversations/:id/files/:fileId`]: {
    who: editors,
    call: async (place) => {
      const conversation = await opened(place);
      const { id } = await place.admin('POST', `${conversation}/files`, formOf('a line'));
      return { path: `${conversation}/files/${String(id)}` };
    },
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
      const key = `pinned-${++made}`;
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
};
