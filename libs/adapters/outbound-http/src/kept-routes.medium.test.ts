import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { portOf } from '@patchbay/testing';
import { createOutboundHttp } from './create-outbound-http.ts';
import { OUTBOUND_LIMITS } from './outbound-limits.ts';

const open = new Set<Socket>();
let server: Server;

beforeAll(async () => {
  server = createServer((socket) => {
    open.add(socket);
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nkeep-alive: timeout=600\r\n\r\nok'));
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

test('connections of the allowances that were used longest ago are closed when there are too many, and all at the end', async () => {
  const http = createOutboundHttp({ allowPrivate: [] });
  const url = `http://127.0.0.1:${portOf(server)}`;
  const ask = (...more: string[]) => http.request({ url: `${url}/`, allowOrigins: [url, ...more] });
  const count = async (wanted: number) => {
    for (let round = 0; round < 1_000 && open.size !== wanted; round++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(open.size).toBe(wanted);
  };
  await ask();
  await ask('http://used.example');
  await count(2);
  for (let number = 2; number < OUTBOUND_LIMITS.routes; number++)
    http.fetchFor({ allowOrigins: [`http://host${number}.example`] });
  // What is used again is not the oldest any more.
  await ask();
  await count(2);
  http.fetchFor({ allowOrigins: ['http://one-more.example'] });
  await count(1);
  expect((await ask()).status).toBe(200);
  await count(1);
  await http.close();
  await count(0);
});
