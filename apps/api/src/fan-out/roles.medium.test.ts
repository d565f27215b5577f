import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@patchbay/db/testing';
import { ChatApp, testFlow, textsOf } from '../testing/chat-app.ts';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

const waits = testFlow('waits', [
  { id: 'start', type: 'start', config: { waitForMessage: true } },
  { id: 'wait', type: 'wait', config: { seconds: 1 } },
  { id: 'then', type: 'message', config: { text: 'Time is over.' } },
]);

describe('processes with roles', () => {
  let database: TestDatabase;
  let api: ChatApp;
  let worker: TestApp | undefined;
  const startWorker = () => startTestApp({ database, variables: { PATCHBAY_ROLE: 'worker' } });
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await ChatApp.start({ database, variables: { PATCHBAY_ROLE: 'api' } });
    await api.publish(waits);
  });
  afterAll(async () => {
    await worker?.app.close({ deadlineMs: 500 });
    await api?.stop();
    await database?.drop();
  });

  it('api runs the turns of its calls and leaves timers to others; a worker fires them within 2 s of its start', async () => {
    const conversation = await api.open('waits');
    await conversation.say('go');
    const stream = await conversation.stream('/events');
    await sleep(2_500);
    expect(textsOf(await conversation.events())).toEqual(['user: go']);
    worker = await startWorker();
    const began = performance.now();
    await stream.until((event) => event.text === 'Time is over.');
    // Two, where the machine is free.
    expect(performance.now() - began).toBeLessThan(15_000);
    stream.close();
  });

  it('a worker fires timers that are set while it runs', async () => {
    const conversation = await api.open('waits');
    const stream = await conversation.stream('/events');
    await conversation.say('go');
    const said = await stream.until((event) => event.text === 'go');
    const fired = await stream.until((event) => event.text === 'Time is over.');
    expect(Date.parse(fired.at) - Date.parse(said.at)).toBeLessThan(1_000 + 15_000);
    stream.close();
  });

  it('a worker answers for its health and metrics, and for nothing else', async () => {
    const get = async (path: string) => (await fetch(`${worker!.url}${path}`)).status;
    expect(await get('/health/live')).toBe(200);
    expect(await get('/health/ready')).toBe(200);
    expect(await get('/metrics')).toBe(200);
    for (const path of ['/', '/c/waits', '/api/chat/waits/conversations', '/api/v1/me', '/api/openapi.json'])
      expect(await get(path)).toBe(404);
    const answer = await fetch(`${worker!.url}/api/v1/me`);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});
