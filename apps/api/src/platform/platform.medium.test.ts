import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startTestApp, type TestApp } from '../testing/start-test-app.ts';

describe('platform', () => {
  let app: TestApp;
  let webRoot: string;

  beforeAll(async () => {
    webRoot = await mkdtemp(path.join(tmpdir(), 'patchbay-web-'));
    await mkdir(path.join(webRoot, 'studio', 'assets'), { recursive: true });
    await writeFile(
      path.join(webRoot, 'studio', 'index.html'),
      '<html><head><script nonce="__CSP_NONCE__" src="/assets/a-1.js"></script></head><body>studio</body></html>',
    );
    await writeFile(path.join(webRoot, 'studio', 'assets', 'a-1.js'), 'export {};');
    await writeFile(path.join(webRoot, 'studio', 'assets', 'a-1.js.map'), '{}');
    await writeFile(path.join(webRoot, 'studio', 'assets', 'a-1.js.gz'), gzipSync('export {};'));
    await writeFile(
      path.join(webRoot, 'studio', 'preloads.json'),
      JSON.stringify([{ below: '/flows/', files: ['assets/editor-1.js'] }]),
    );
    app = await startTestApp({ webRoot });
  });
  afterAll(async () => {
    await app.stop();
    await rm(webRoot, { recursive: true, force: true });
  });

  it('is alive and ready', async () => {
    await request(app.url).get('/health/live').expect(200, { status: 'live' });
    await request(app.url).get('/health/ready').expect(200, { status: 'ready' });
  });

  it('tells its metrics to this machine, but not through a proxy', async () => {
    const { text } = await request(app.url).get('/metrics').expect(200);
    expect(text).toContain('process_resident_memory_bytes');
    await request(app.url).get('/metrics').set('x-forwarded-for', '203.0.113.5').expect(403);
  });

  it('answers an unknown address with a problem document', async () => {
    const { body, headers } = await request(app.url).get('/api/v1/nothing').expect(404);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' });
    await request(app.url).post('/elsewhere').send({}).expect(404);
  });

  it('serves the studio at its own paths, with a policy whose nonce is in the page', async () => {
    for (const address of ['/', '/flows/it-helpdesk?tab=preview', '/w/second', '/w/second/flows/it-helpdesk']) {
      const { text, headers } = await request(app.url).get(address).expect(200);
      const nonce = /nonce="([^"]+)"/.exec(text)?.[1];
      expect(nonce).toBeTruthy();
      expect(headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}'`);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['cache-control']).toBe('no-store');
    }
    await request(app.url).get('/favicon.ico').expect(404);
  });

  it('names in the page what the screen at its path needs besides, and sends files as small as they are kept', async () => {
    const link = '<link rel="modulepreload" crossorigin href="/assets/editor-1.js">';
    for (const address of ['/flows/it-helpdesk', '/w/second/flows/it-helpdesk'])
      expect((await request(app.url).get(address).expect(200)).text).toContain(`${link}</head>`);
    for (const address of ['/flows', '/w/second/flows', '/w/flows/it-helpdesk'])
      expect((await request(app.url).get(address).expect(200)).text).not.toContain(link);
    const { headers, text } = await request(app.url).get('/assets/a-1.js').set('accept-encoding', 'gzip').expect(200);
    expect([headers['content-encoding'], text]).toEqual(['gzip', 'export {};']);
    const plain = await request(app.url).get('/assets/a-1.js').set('accept-encoding', 'identity').expect(200);
    expect(plain.headers['content-encoding']).toBeUndefined();
  });

  it('serves hashed files for ever, and nothing beside them', async () => {
    const { headers } = await request(app.url).get('/assets/a-1.js').expect(200);
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['x-content-type-options']).toBe('nosniff');
    for (const path of ['/assets/a-1.js.map', '/assets/../index.html', '/assets/%2e%2e/index.html', '/assets/none.js'])
      expect([403, 404]).toContain((await request(app.url).get(path)).status);
  });

  it('lets its metrics be read by token alone where one is set', async () => {
    const other = await startTestApp({ database: app.database, variables: { PATCHBAY_METRICS_TOKEN: 'secret' } });
    try {
      await request(other.url).get('/metrics').expect(403);
      await request(other.url).get('/metrics').set('authorization', 'Bearer secret').expect(200);
    } finally {
      await other.stop();
    }
  });
});
