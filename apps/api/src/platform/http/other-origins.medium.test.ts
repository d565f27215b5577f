import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Installation, W } from '../../testing/principals.ts';

let place: Installation;
let own = '';
beforeAll(async () => {
  place = await Installation.start();
  own = place.app.url;
});
afterAll(() => place?.stop());

const origins = () => [
  undefined,
  own,
  'null',
  'https://evil.example',
  `${own}.evil.example`,
  own.replace('http:', 'https:'),
  'https://evil.example/ ' + own,
  'chrome-extension://abc',
];
const types = [
  undefined,
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain; application/json',
  'application/json; charset=utf-7',
];

test('CSRF: with the victim’s cookie alone, no origin × method × content type changes anything', async () => {
  const session = place.sessions.admin!;
  const through: string[] = [];
  let tried = 0;
  const targets = [
    ['POST', `${W}/api-keys`, { name: 'stolen', role: 'admin' }],
    ['PUT', `${W}/variables/forged`, { value: 1 }],
    ['PATCH', `${W}/members/none`, { role: 'admin' }],
    ['DELETE', `${W}/flows/bot`, {}],
    ['POST', '/api/v1/auth/logout', {}],
    ['POST', `${W}/flows/bot/preview/conversations`, {}],
  ] as const;
  for (const [method, path, body] of targets)
    for (const origin of origins())
      for (const type of types)
        for (const site of [undefined, 'cross-site', 'same-site', 'none']) {
          const { status } = await place.send(method, path, {
            ...(type === undefined ? {} : { body: JSON.stringify(body) }),
            headers: {
              cookie: session.cookie!,
              ...(type === undefined ? {} : { 'content-type': type }),
              ...(origin === undefined ? {} : { origin }),
              ...(site === undefined ? {} : { 'sec-fetch-site': site }),
            },
          });
          tried++;
          if (status < 400)
            through.push(`${method} ${path} ${String(origin)} ${String(type)} ${String(site)}: ${status}`);
        }
  expect(through).toEqual([]);
  expect(tried).toBeGreaterThan(1_000);
  // A token in a cookie, a query or a body is not the header.
  for (const path of [`${W}/variables/forged?x-csrf-token=${session['x-csrf-token']}`, `${W}/variables/forged?_csrf=x`])
    expect(
      (
        await place.send('PUT', path, {
          body: { value: 1 },
          headers: { cookie: `${session.cookie}; x-csrf-token=${session['x-csrf-token']}` },
        })
      ).status,
    ).toBe(403);
});

test('another site cannot sign a visitor in, and a browser’s own page can', async () => {
  const body = { email: 'admin@example.com', password: 'correct horse battery' };
  const login = (site: string) =>
    place.send('POST', '/api/v1/auth/login', { body, headers: { 'sec-fetch-site': site } });
  expect((await login('cross-site')).status).toBe(403);
  expect((await login('same-site')).status).toBe(403);
  expect((await login('same-origin')).status).toBe(200);
});

test('CORS: no origin is let in to read anything, by no method, and no preflight is granted', async () => {
  const paths = [
    '/api/v1/me',
    `${W}/flows`,
    '/api/v1/auth/login',
    '/api/chat/bot/conversations',
    '/api/openapi.json',
    '/c/bot',
  ];
  const granted: string[] = [];
  for (const path of paths)
    for (const origin of origins())
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const reply = await place.send(method, path, {
          headers: {
            ...(origin === undefined ? {} : { origin }),
            'access-control-request-method': 'PUT',
            'access-control-request-headers': 'authorization,x-csrf-token',
            cookie: place.sessions.admin!.cookie!,
          },
        });
        for (const name of reply.headers.keys())
          if (name.startsWith('access-control-')) granted.push(`${method} ${path} ${name}`);
        if (method === 'OPTIONS' && reply.status < 400) granted.push(`${method} ${path}: ${reply.status}`);
      }
  expect(granted).toEqual([]);
});

test('every answer carries the headers that keep a browser safe, refusals and files too', async () => {
  for (const path of [
    '/api/v1/me',
    '/api/openapi.json',
    '/health/live',
    '/nothing.js',
    '/c/none',
    '/api/chat/none/x',
    '/api/docs',
  ]) {
    const { headers } = await place.send('GET', path);
    expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
      path,
      'nosniff',
      'no-referrer',
    ]);
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-powered-by')).toBeNull();
  }
  const exported = await place.send('GET', `${W}/flows/bot/export`, { headers: place.keys.admin });
  expect(exported.headers.get('content-disposition')).toBe('attachment; filename="bot.patchbay.json"');
});
