import { expect, test } from '@jest/globals';
import { readEvents, type ServerEvent } from './read-events.ts';

/** A body whose parts end after so many bytes each. */
function cut(text: string, size: number): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new Response(
    new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.slice(at, at + size));
        at += size;
      },
    }),
  );
}

async function eventsOf(response: Response): Promise<ServerEvent[]> {
  const all: ServerEvent[] = [];
  for await (const events of readEvents(response)) all.push(...events);
  return all;
}

const text = [
  ': a comment\r\n\r\n',
  'data: {"a":"ü😀"}\n\n',
  'event: error\rdata:{"b":2}\r\r',
  'id: 7\ndata: one\ndata: two\ndata\n\n',
  'data: [DONE]\n\ndata: after\n\n',
].join('');
const events = [
  { event: '', data: '{"a":"ü😀"}' },
  { event: 'error', data: '{"b":2}' },
  { event: '', data: 'one\ntwo\n' },
];

test.each([1, 2, 3, 7, 1_000])('events are whole wherever the body is cut: parts of %s bytes', async (size) => {
  expect(await eventsOf(cut(text, size))).toEqual(events);
});

test('what comes at once is given at once', async () => {
  const parts: ServerEvent[][] = [];
  for await (const part of readEvents(cut(text, 1_000))) parts.push(part);
  expect(parts).toEqual([events]);
});

test('the last event needs no empty line behind it, and a stream without a body has none', async () => {
  expect(await eventsOf(cut('data: last', 4))).toEqual([{ event: '', data: 'last' }]);
  expect(await eventsOf(new Response(null))).toEqual([]);
});

test('a body that breaks off tells why', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
    },
    pull(controller) {
      controller.error(new Error('it broke'));
    },
  });
  await expect(eventsOf(new Response(body))).rejects.toThrow('it broke');
});
