import dns from 'node:dns';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { portOf } from '@patchbay/testing';
import { buildConnector, request } from 'undici';
import { createAddressPolicy } from './address-policy.ts';
import { guardedDispatcher } from './guarded-dispatcher.ts';

let trap: Server;
let heard = 0;
let connections = 0;

beforeAll(async () => {
  trap = createServer((socket) => {
    connections++;
    socket.on('data', ({ length }) => {
      heard += length;
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => trap.close(resolve)));

test.each(['http', 'https'])('a peer that is not the one that was looked up hears no byte of %s', async (scheme) => {
  connections = 0;
  heard = 0;
  const port = portOf(trap);
  // As of a machine that leads connections elsewhere than its resolver says.
  const elsewhere: typeof buildConnector = (settings) => {
    const open = buildConnector({ ...settings, lookup: dns.lookup as never });
    return (options, callback) => open({ ...options, hostname: '127.0.0.1', port: String(port) }, callback);
  };
  const dispatcher = guardedDispatcher({
    policy: createAddressPolicy(['192.0.2.7/32']),
    lookup: ((_name: string, _settings: object, done: (error: null, found: dns.LookupAddress[]) => void) =>
      done(null, [{ address: '192.0.2.7', family: 4 }])) as never,
    connector: elsewhere,
  });
  const refused = request(`${scheme}://helpdesk.example/`, { dispatcher, headersTimeout: 3_000 });
  await expect(refused).rejects.toMatchObject({ code: 'http.address_refused' });
  await dispatcher.destroy();
  // The connection itself shows that it is the trap that was reached.
  expect(connections).toBe(1);
  expect(heard).toBe(0);
});
