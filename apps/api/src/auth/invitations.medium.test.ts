import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ChatApp } from '../testing/chat-app.ts';

let app: ChatApp;
beforeAll(async () => {
  app = await ChatApp.start();
});
afterAll(() => app.stop());

const password = 'correct horse battery';
const invite = async (body: object = { role: 'editor' }) =>
  (await app.admin('/invitations', { body })).body as { id: string; token: string };
async function post(path: string, body: unknown) {
  const response = await app.fetch(`/api/v1/invitations/${path}`, { body });
  const answer = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body: answer, cookie: response.headers.get('set-cookie') };
}
const sql = (text: string, values: unknown[] = []) => app.app.database.dataSource.query(text, values);

test('an administrator invites by a link: it lets one person in, with its role, once', async () => {
  const made = await app.admin('/invitations', { body: { role: 'editor', days: 3 } });
  expect([made.status, Object.keys(made.body).sort()]).toEqual([201, ['expiresAt', 'id', 'token']]);
  const { id, token } = made.body as { id: string; token: string };
  expect((await post('read', { token })).body).toEqual({
    workspace: 'default',
    workspaceName: 'Helpdesk',
    role: 'editor',
    email: null,
    expiresAt: expect.any(String),
  });
  const person = { token, email: 'eve@example.com', name: 'Eve', password };
  const joined = await post('accept', person);
  expect([joined.status, joined.body]).toMatchObject([
    200,
    { user: { email: 'eve@example.com', memberships: [{ workspace: 'default', role: 'editor' }] } },
  ]);
  expect(joined.cookie).toMatch(/HttpOnly/);
  for (const again of [
    await post('accept', { ...person, email: 'mallory@example.com' }),
    await post('read', { token }),
  ])
    expect(again.status).toBe(403);
  const { body } = await app.admin('/invitations');
  expect((body.invitations as { id: string; usedAt: string }[]).find((one) => one.id === id)?.usedAt).toEqual(
    expect.any(String),
  );
  // The token is nowhere but in the link.
  expect(JSON.stringify(body)).not.toContain(token);
  const stored = JSON.stringify(await sql('SELECT row_to_json(i) FROM invitation i'));
  expect(stored).not.toContain(token);
  expect(JSON.stringify(await sql('SELECT row_to_json(a) FROM audit_entry a'))).not.toContain(token);
  const audit = (await app.admin('/audit?limit=50')).body.entries as { action: string; target: string }[];
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['invitation.created', 'invitation.accepted']),
  );
});

test('of many who use a link at once, one comes in', async () => {
  const { token } = await invite();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      post('accept', { token, email: `race${index}@example.com`, name: 'R', password }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200).length).toBe(1);
  expect((await sql("SELECT count(*)::int AS n FROM app_user WHERE email LIKE 'race%'"))[0].n).toBe(1);
});

test('what was taken back, has expired, was made up or is for somebody else lets nobody in', async () => {
  const person = { email: 'late@example.com', name: 'L', password };
  const [revoked, expired] = [await invite(), await invite()];
  expect((await app.admin(`/invitations/${revoked.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await app.admin(`/invitations/${revoked.id}`, { method: 'DELETE' })).status).toBe(404);
  await sql('UPDATE invitation SET expires_at = now() WHERE id = $1', [expired.id]);
  for (const token of [revoked.token, expired.token, 'made-up', `${revoked.token}x`])
    expect((await post('accept', { ...person, token })).status).toBe(403);
  const named = await invite({ role: 'viewer', email: 'Grace@Example.com' });
  expect((await post('accept', { ...person, token: named.token })).status).toBe(403);
  const grace = { ...person, email: 'grace@example.com', token: named.token };
  expect((await post('accept', { ...grace, password: 'short' })).status).toBe(422);
  expect((await post('accept', { ...grace, role: 'admin' })).status).toBe(422);
  expect((await post('accept', grace)).status).toBe(200);
  expect((await sql("SELECT count(*)::int AS n FROM app_user WHERE email = 'late@example.com'"))[0].n).toBe(0);
});

test('whoever has an account joins by their own password; a wrong one, or a taken address, uses nothing up', async () => {
  await post('accept', {
    token: (await invite({ role: 'viewer' })).token,
    email: 'kay@example.com',
    name: 'Kay',
    password,
  });
  await sql("DELETE FROM membership m USING app_user u WHERE u.id = m.user_id AND u.email = 'kay@example.com'");
  const { token } = await invite({ role: 'agent' });
  expect((await post('accept', { token, email: 'kay@example.com', name: 'Mallory', password })).status).toBe(409);
  expect((await post('accept', { token, email: 'kay@example.com', password: 'wrong' })).status).toBe(401);
  const joined = await post('accept', { token, email: 'kay@example.com', password });
  expect([joined.status, joined.body]).toMatchObject([
    200,
    { user: { name: 'Kay', memberships: [{ role: 'agent' }] } },
  ]);
  // Somebody who is in already stays what they are, and the link is still good.
  const other = await invite({ role: 'admin' });
  expect((await post('accept', { token: other.token, email: 'kay@example.com', password })).status).toBe(409);
  expect((await post('read', { token: other.token })).status).toBe(200);
});
