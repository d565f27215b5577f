import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fetchOrEarly } from './early-answers.ts';

let server: Server;
let address: string;
let asked: string[];

/** When the page began, by the clock of this process, which began long before. */
const { now } = performance;
let began: number;

beforeEach(async () => {
  began = now.call(performance);
  performance.now = () => now.call(performance) - began;
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('from the server');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/flows`;
});
afterEach(() => {
  performance.now = now;
  globalThis.patchbayEarly = undefined;
  server.close();
});

const early = (answer: Response | undefined) => {
  globalThis.patchbayEarly = new Map([[address, Promise.resolve(answer)]]);
};
const text = async (url: string, init?: RequestInit) => (await fetchOrEarly(url, init)).text();

it('takes what the page has asked for already, once', async () => {
  early(new Response('from the page'));
  expect(await text(address)).toBe('from the page');
  expect(asked).toEqual([]);
  expect(await text(address)).toBe('from the server');
  expect(asked).toEqual(['GET /flows']);
});

it('asks for what the page has not, for what it was not answered, and where something is written', async () => {
  early(undefined);
  expect(await text(address)).toBe('from the server');
  early(new Response('from the page'));
  expect(await text(`${address}/other`)).toBe('from the server');
  expect(await text(address, { method: 'POST' })).toBe('from the server');
  expect(asked).toEqual(['GET /flows', 'GET /flows/other', 'POST /flows']);
  expect(await text(address)).toBe('from the page');
});

it('asks anew for what nobody has taken for a while', async () => {
  early(new Response('from the page'));
  began -= 3_600_000;
  expect(await text(address)).toBe('from the server');
});
