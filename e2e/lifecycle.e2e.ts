import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { jsonOf } from './support/json-of.ts';
import { startPatchbay } from './support/start-patchbay.ts';

const bot = 'demo-helpdesk';

async function open(url: string): Promise<{ id: string; token: string }> {
  const response = await fetch(`${url}/api/chat/${bot}/conversations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return (await jsonOf<{ conversation: { id: string; token: string } }>(response)).conversation;
}

async function events(url: string, { id, token }: { id: string; token: string }): Promise<number> {
  const response = await fetch(`${url}/api/chat/${bot}/conversations/${id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await jsonOf<{ events: unknown[] }>(response)).events.length;
}

/** What a stream has said so far, and its end. */
function reading({ body }: Response): { text: () => string; ended: Promise<void> } {
  let text = '';
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  return { text: () => text, ended: read() };
}

/** What `patchbay admin reset` prints on the host. */
async function resetLink(folder: string): Promise<string> {
  const cli = path.resolve(import.meta.dirname, '../dist/api/cli.js');
  const env = { PATH: process.env.PATH ?? '', PATCHBAY_DATA_DIR: path.join(folder, 'data') };
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'admin', 'reset'], { env });
  return stdout.trim().split('\n').at(-1) ?? '';
}

async function makeAdministrator({ url, token }: { url: string; token: string | undefined }): Promise<number> {
  const response = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }),
  });
  return response.status;
}

test('Ctrl+C with an open stream ends cleanly, the database last; a second start knows everything', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-life-'));
  try {
    const first = await startPatchbay({ dataDir: folder });
    const conversation = await open(first.url);
    const stream = await fetch(`${first.url}/api/chat/${bot}/conversations/${conversation.id}/events`, {
      headers: { authorization: `Bearer ${conversation.token}`, accept: 'text/event-stream' },
    });
    const reader = reading(stream);
    await expect.poll(() => reader.text()).toContain('"type":"component"');
    const pidFile = path.join(folder, 'data', 'postgres', 'postmaster.pid');
    expect(existsSync(pidFile)).toBe(true);
    expect(await first.stop('SIGINT')).toBe(0);
    await reader.ended;
    expect(existsSync(pidFile)).toBe(false);

    const second = await startPatchbay({ dataDir: folder });
    expect(await events(second.url, conversation)).toBeGreaterThan(2);
    expect(second.setupLink()).not.toBe(first.setupLink());
    const link = await resetLink(folder);
    expect(link).toContain(`${second.url}/setup#token=`);
    expect(await makeAdministrator({ url: second.url, token: link.split('#token=')[1] })).toBe(201);
    const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    await second.stop('SIGKILL');

    // Its owner was killed: the server lives on and is taken over.
    const third = await startPatchbay({ dataDir: folder });
    expect(Number(readFileSync(pidFile, 'utf8').split('\n')[0])).toBe(postmaster);
    expect(await events(third.url, conversation)).toBeGreaterThan(2);
    expect(await third.stop()).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('what the process is told wrongly is named, and it does not start', async () => {
  await expect(startPatchbay({ env: { PORT: 'eighty', PATCHBAY_SANDBOX: 'loose' } })).rejects.toThrow(
    /PORT[\s\S]*PATCHBAY_SANDBOX/,
  );
  await expect(startPatchbay({ env: { PATCHBAY_MASTER_KEY: 'short' } })).rejects.toThrow(/PATCHBAY_MASTER_KEY/);
});
