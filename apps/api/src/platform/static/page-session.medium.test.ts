import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Installation, W } from '../../testing/principals.ts';

let webRoot: string;
let installation: Installation;

beforeAll(async () => {
  webRoot = await mkdtemp(path.join(tmpdir(), 'patchbay-web-'));
  await mkdir(path.join(webRoot, 'studio'));
  await writeFile(path.join(webRoot, 'studio', 'index.html'), '<html><head></head><body>studio</body></html>');
  installation = await Installation.start({ webRoot });
});
afterAll(async () => {
  await installation.app.stop();
  await rm(webRoot, { recursive: true, force: true });
});

const SESSION = /<script type="application\/json" id="patchbay-session">(.*?)<\/script>/s;

async function pageFor(headers: Record<string, string>): Promise<string> {
  const { status, text } = await installation.send('GET', '/flows', { headers });
  expect(status).toBe(200);
  return text;
}

it('tells in its page who is signed in, as the API does', async () => {
  for (const headers of [installation.sessions.admin, installation.sessions.viewer]) {
    const me = await installation.send('GET', '/api/v1/me', { headers: headers ?? {} });
    expect(me.status).toBe(200);
    expect(JSON.parse(SESSION.exec(await pageFor(headers ?? {}))?.[1] ?? '')).toEqual(me.body);
  }
});

it('tells nothing to somebody without a living session, and nothing of an API key', async () => {
  const strange = { cookie: 'patchbay_session=00000000000000000000000000000000' };
  const { keys, sessions } = installation;
  for (const headers of [{}, strange, sessions.revoked ?? {}, keys.admin])
    expect(await pageFor(headers)).not.toContain('patchbay-session');
});

it('cannot be left by what somebody is called', async () => {
  const name = '</script><script>alert(1)</script><!--';
  const people = await installation.send('GET', `${W}/members`, { headers: installation.keys.admin });
  const members = people.body.members as { id: string; email: string }[];
  const editor = members.find(({ email }) => email === 'editor@example.com');
  const changed = await installation.send('PATCH', `${W}/members/${editor?.id}`, {
    body: { name },
    headers: installation.keys.admin,
  });
  expect(changed.status).toBeLessThan(300);
  const page = await pageFor(installation.sessions.editor ?? {});
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(JSON.parse(SESSION.exec(page)?.[1] ?? '')).toMatchObject({ user: { name } });
});
