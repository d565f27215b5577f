import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommentThread, Mention } from '@patchbay/api-contract';
import { DraftPeer } from '../testing/draft-peer.ts';
import { Installation, type PrincipalName, W } from '../testing/principals.ts';

let place: Installation;
const ids: Partial<Record<PrincipalName, string>> = {};

beforeAll(async () => {
  place = await Installation.start();
  for (const who of ['admin', 'editor', 'agent', 'viewer', 'stranger'] as const) {
    const me = await place.send('GET', '/api/v1/me', { headers: place.sessions[who]! });
    ids[who] = (me.body.user as { id: string }).id;
  }
});
afterAll(() => place?.stop());

const as = async (who: PrincipalName, method: string, path: string, body?: unknown) =>
  place.send(method, path, { ...(body === undefined ? {} : { body }), headers: place.sessions[who]! });
const threadsOf = async (key: string, who: PrincipalName = 'editor') =>
  (await as(who, 'GET', `${W}/flows/${key}/comments`)).body.threads as CommentThread[];
const mentionsOf = async (who: PrincipalName) =>
  (await as(who, 'GET', `${W}/mentions`)).body as unknown as { mentions: Mention[]; unread: number };

test('a thread on a node: mentioned, answered, read, resolved and opened again, told at once to who has the flow open, and in the audit', async () => {
  const key = await place.flow();
  const comments = `${W}/flows/${key}/comments`;
  const watcher = await DraftPeer.open({ url: place.app.url, key, headers: place.sessions.viewer! });
  await watcher.hello(1);
  const body = '<img src=x onerror=alert(1)> @editor look';
  const made = await as('admin', 'POST', comments, { nodeId: 'hello', body, mentions: [ids.editor] });
  expect(made.status).toBe(201);
  const thread = `${comments}/${String(made.body.id)}`;
  await watcher.until('comments');
  expect(await threadsOf(key)).toMatchObject([
    {
      nodeId: 'hello',
      unread: true,
      resolvedAt: null,
      comments: [{ body, authorId: ids.admin, mentions: [ids.editor] }],
    },
  ]);
  expect(await mentionsOf('editor')).toMatchObject({
    unread: 1,
    mentions: [{ flowKey: key, mentioned: true, unread: true }],
  });
  expect((await mentionsOf('agent')).mentions).toEqual([]);

  // An answer is told to whoever took part.
  expect((await as('editor', 'POST', `${thread}/replies`, { body: 'Done' })).status).toBe(201);
  expect((await mentionsOf('editor')).unread).toBe(0);
  expect(await mentionsOf('admin')).toMatchObject({ unread: 1, mentions: [{ mentioned: false, body: 'Done' }] });
  expect((await as('admin', 'POST', `${thread}/seen`, {})).status).toBe(204);
  expect((await mentionsOf('admin')).unread).toBe(0);
  expect((await threadsOf(key, 'admin'))[0]).toMatchObject({ unread: false });

  await as('agent', 'PATCH', thread, { resolved: true });
  expect((await threadsOf(key))[0]).toMatchObject({ resolvedBy: 'agent' });
  await as('agent', 'PATCH', thread, { resolved: false });
  expect((await threadsOf(key))[0]).toMatchObject({ resolvedBy: null, resolvedAt: null });

  const [, reply] = (await threadsOf(key))[0]!.comments;
  const own = `${thread}/replies/${reply!.id}`;
  expect((await as('agent', 'PATCH', own, { body: 'Not mine' })).status).toBe(403);
  expect((await as('editor', 'PATCH', own, { body: 'Done, really' })).status).toBe(204);
  expect((await threadsOf(key))[0]!.comments[1]).toMatchObject({ body: 'Done, really', editedAt: expect.any(String) });
  expect((await as('agent', 'DELETE', own)).status).toBe(403);
  expect((await as('admin', 'DELETE', own)).status).toBe(204);
  // Whoever deleted it takes that back, and nobody else; once.
  const before = await threadsOf(key);
  expect((await as('editor', 'POST', `${own}/restore`)).status).toBe(404);
  expect((await as('admin', 'POST', `${own}/restore`)).status).toBe(204);
  expect((await threadsOf(key))[0]!.comments).toEqual([
    before[0]!.comments[0],
    expect.objectContaining({ body: 'Done, really' }),
  ]);
  expect((await as('admin', 'POST', `${own}/restore`)).status).toBe(404);
  const whole = await threadsOf(key);
  const begun = `${thread}/replies/${whole[0]!.comments[0]!.id}`;
  expect((await as('admin', 'DELETE', begun)).status).toBe(204);
  expect(await threadsOf(key)).toEqual([]);
  expect((await as('admin', 'POST', `${begun}/restore`)).status).toBe(204);
  expect(await threadsOf(key)).toEqual(whole);
  expect((await as('admin', 'DELETE', own)).status).toBe(204);
  const first = (await threadsOf(key))[0]!.comments[0]!;
  expect((await as('admin', 'DELETE', `${thread}/replies/${first.id}`)).status).toBe(204);
  expect(await threadsOf(key)).toEqual([]);
  const audit = await place.send('GET', `${W}/audit`, { headers: place.keys.admin });
  const actions = (audit.body.entries as { action: string; target: string }[])
    .filter((entry) => entry.target === `${key}/hello`)
    .map((entry) => entry.action);
  expect(actions.toReversed()).toEqual([
    'comment.added',
    'comment.added',
    'comment.resolved',
    'comment.reopened',
    'comment.changed',
    'comment.deleted',
    'comment.restored',
    'comment.deleted',
    'comment.restored',
    'comment.deleted',
    'comment.deleted',
  ]);
  watcher.close();
});

test('comments stay when versions are published and the node is renamed, and are there again when it is', async () => {
  const key = await place.flow({ published: true });
  const comments = `${W}/flows/${key}/comments`;
  await as('editor', 'POST', comments, { nodeId: 'hello', body: 'Stay' });
  const change = async (base: number, operation: object) =>
    (await as('editor', 'POST', `${W}/flows/${key}/draft/operations`, { base, clientId: 'c', operations: [operation] }))
      .status;
  expect(await change(1, { type: 'node.rename', id: 'hello', to: 'greet' })).toBe(200);
  await as('editor', 'POST', `${W}/flows/${key}/publish`, {});
  expect(await threadsOf(key)).toMatchObject([{ nodeId: 'greet' }]);
  expect(await change(2, { type: 'node.remove', id: 'greet' })).toBe(200);
  expect(await threadsOf(key)).toMatchObject([
    { nodeId: 'greet', gone: { type: 'message' }, comments: [{ body: 'Stay' }] },
  ]);
  // Named as it was last, also where the whole document was replaced.
  const node = { id: 'greet', type: 'message', label: 'Greeting', config: { text: 'Hello' } };
  expect(await change(3, { type: 'node.add', node })).toBe(200);
  expect((await threadsOf(key))[0]).not.toHaveProperty('gone');
  const document = { format: 'patchbay.flow/1', key, name: key, nodes: [{ id: 'start', type: 'start' }], edges: [] };
  const headers = { ...place.sessions.editor!, 'if-match': '"4"' };
  const replaced = await place.send('PUT', `${W}/flows/${key}/draft`, { body: document, headers });
  expect(replaced.status).toBe(200);
  expect(await threadsOf(key)).toMatchObject([{ gone: { type: 'message', label: 'Greeting' } }]);
});

test('a thread that was deleted comes back at its node, which was renamed meanwhile, once or more often', async () => {
  const key = await place.flow();
  const other = await place.flow();
  const comments = `${W}/flows/${key}/comments`;
  const rename = async (flow: string, base: number, id: string, to: string) => {
    const body = { base, clientId: 'c', operations: [{ type: 'node.rename', id, to }] };
    expect((await as('editor', 'POST', `${W}/flows/${flow}/draft/operations`, body)).status).toBe(200);
  };
  const deleted = async (body: string) => {
    const made = await as('editor', 'POST', comments, { nodeId: 'hello', body });
    const thread = (await threadsOf(key)).find(({ id }) => id === made.body.id)!;
    const own = `${comments}/${thread.id}/replies/${thread.comments[0]!.id}`;
    expect((await as('editor', 'DELETE', own)).status).toBe(204);
    return { thread, restore: async () => (await as('editor', 'POST', `${own}/restore`)).status };
  };
  const first = await deleted('Come back');
  // A node of the same id in another flow is none of this thread's.
  await rename(other, 1, 'hello', 'elsewhere');
  await rename(key, 1, 'hello', 'greet');
  await rename(key, 2, 'greet', 'welcome');
  expect(await threadsOf(key)).toEqual([]);
  expect(await first.restore()).toBe(204);
  expect(await threadsOf(key)).toEqual([{ ...first.thread, nodeId: 'welcome' }]);

  // A deletion and a renaming at once, and its undo at once with another.
  await rename(key, 3, 'welcome', 'hello');
  const made = await as('editor', 'POST', comments, { nodeId: 'hello', body: 'At once' });
  const thread = (await threadsOf(key)).find(({ id }) => id === made.body.id)!;
  const own = `${comments}/${thread.id}/replies/${thread.comments[0]!.id}`;
  await Promise.all([as('editor', 'DELETE', own), rename(key, 4, 'hello', 'hi')]);
  await Promise.all([as('editor', 'POST', `${own}/restore`), rename(key, 5, 'hi', 'hey')]);
  expect((await threadsOf(key)).map(({ nodeId }) => nodeId)).toEqual(['hey', 'hey']);
});

test('a thread goes back with its node when the renaming is undone, and on again when it is redone', async () => {
  // A template of a node that there is not: renaming back alone would take it along.
  for (const text of ['Hello', '{{ nodes.greet.text }}']) {
    const key = await place.flow();
    const at = `${W}/flows/${key}`;
    const operate = async (base: number, operations: object[]) => {
      const body = { base, clientId: `c${base}`, operations };
      expect((await as('editor', 'POST', `${at}/draft/operations`, body)).status).toBe(200);
      const { body: log } = await as('editor', 'GET', `${at}/draft/operations?since=${base}`);
      return (log.entries as { inverse: object[] }[])[0]!.inverse;
    };
    const back = async (revision: number) =>
      expect((await as('editor', 'POST', `${at}/draft/undo`, { revision })).status).toBe(200);
    const threadAt = async () => (await threadsOf(key)).map(({ nodeId, gone }) => [nodeId, gone !== undefined]);
    const textSet = { type: 'node.set', id: 'hello', path: ['text'], value: text };
    await operate(1, [textSet]);
    await as('editor', 'POST', `${at}/comments`, { nodeId: 'hello', body: 'Follow' });
    const watcher = await DraftPeer.open({ url: place.app.url, key, headers: place.sessions.viewer! });
    await watcher.hello(1);

    // As the studio does: what undoes it is an edit as any other, and so is what does it again.
    const undo = await operate(2, [{ type: 'node.rename', id: 'hello', to: 'greet' }]);
    expect(await threadAt()).toEqual([['greet', false]]);
    await watcher.until('comments');
    const redo = await operate(3, undo);
    expect(await threadAt()).toEqual([['hello', false]]);
    await operate(4, redo);
    expect(await threadAt()).toEqual([['greet', false]]);

    // As the API does: to how it was at a revision, there and back.
    await operate(5, [{ type: 'node.rename', id: 'greet', to: 'welcome' }]);
    await back(2);
    expect(await threadAt()).toEqual([['hello', false]]);
    await back(6);
    expect(await threadAt()).toEqual([['welcome', false]]);
    // A node that is gone by now comes back under the name that it had then.
    await operate(8, [{ type: 'node.remove', id: 'welcome' }]);
    expect(await threadAt()).toEqual([['welcome', true]]);
    await back(2);
    expect(await threadAt()).toEqual([['hello', false]]);
    await back(9);
    expect(await threadAt()).toEqual([['hello', true]]);
    watcher.close();
  }
});

test('a thread on a node that an undo takes away keeps its name, and is there when the node is', async () => {
  const key = await place.flow();
  const at = `${W}/flows/${key}`;
  const node = { id: 'fresh', type: 'message', config: { text: 'New' } };
  const operations = [
    { type: 'node.add', node },
    { type: 'node.rename', id: 'fresh', to: 'later' },
  ];
  await as('editor', 'POST', `${at}/draft/operations`, { base: 1, clientId: 'c', operations });
  await as('editor', 'POST', `${at}/comments`, { nodeId: 'later', body: 'Stay' });
  await as('editor', 'POST', `${at}/draft/undo`, { revision: 1 });
  expect(await threadsOf(key)).toMatchObject([{ nodeId: 'later', gone: { type: 'message' } }]);
  await as('editor', 'POST', `${at}/draft/undo`, { revision: 2 });
  const [thread] = await threadsOf(key);
  expect(thread).toMatchObject({ nodeId: 'later' });
  expect(thread).not.toHaveProperty('gone');
});

test('what cannot be is refused by name, and nobody reaches another workspace’s threads', async () => {
  const key = await place.flow();
  const comments = `${W}/flows/${key}/comments`;
  const refused = async (body: unknown) => (await as('editor', 'POST', comments, body)).body.issues?.[0]?.path;
  expect(await refused({ nodeId: 'nowhere', body: 'x' })).toBe('nodeId');
  expect(await refused({ nodeId: 'start', body: '  ' })).toBe('body');
  expect(await refused({ nodeId: 'start', body: 'x'.repeat(4_001) })).toBe('body');
  expect(await refused({ nodeId: 'start', body: 'x', mentions: ['me'] })).toBe('mentions.0');
  expect(await refused({ nodeId: 'start', body: 'x', mentions: [ids.stranger] })).toBe('mentions.0');
  expect((await as('viewer', 'POST', comments, { nodeId: 'start', body: 'x' })).status).toBe(403);
  const made = await as('editor', 'POST', comments, { nodeId: 'start', body: 'x' });
  const id = String(made.body.id);
  const other = await place.flow();
  for (const path of [`${W}/flows/${other}/comments/${id}`, `${comments}/none`, `${comments}/${'0'.repeat(36)}`])
    expect((await as('editor', 'PATCH', path, { resolved: true })).status).toBe(404);
  const elsewhere = '/api/v1/workspaces/other';
  const moved = await as('stranger', 'POST', `${elsewhere}/flows`, {
    format: 'patchbay.flow/1',
    key,
    name: 'Same',
    nodes: [{ id: 'start', type: 'start' }],
    edges: [],
  });
  expect(moved.status).toBe(201);
  expect((await as('stranger', 'PATCH', `${elsewhere}/flows/${key}/comments/${id}`, { resolved: true })).status).toBe(
    404,
  );
  expect((await as('stranger', 'POST', `${elsewhere}/flows/${key}/comments/${id}/replies`, { body: 'x' })).status).toBe(
    404,
  );
  expect((await threadsOf(key))[0]).toMatchObject({ resolvedAt: null, comments: [{}] });
});
