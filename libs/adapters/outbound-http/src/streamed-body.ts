import type { Readable } from 'node:stream';
import { tooLarge } from './outbound-failure.ts';

/** What may still come after a reader has read what it wanted, for the connection to be used again: milliseconds, bytes. */
const REST_MS = 200;
const REST_BYTES = 64 * 1024;

/**
 * A body as a web stream. Counts what is read, after decompression: an SDK reads a line or an error to its end, however long. A reader that stops at the last word
 * of a stream, such as `[DONE]`, leaves its end unread: it is taken off, so that the next call need not connect anew.
 */
export function streamedBody({ source, maxBytes }: { source: Readable; maxBytes: number }): ReadableStream<Uint8Array> {
  let size = 0;
  let over = false;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        source.on('data', (chunk: Uint8Array) => {
          size += chunk.byteLength;
          if (over) return size > REST_BYTES ? source.destroy() : undefined;
          if (size > maxBytes) {
            over = true;
            source.destroy();
            return controller.error(tooLarge(maxBytes));
          }
          controller.enqueue(chunk);
          return source.pause();
        });
        source.on('end', () => {
          if (!over) controller.close();
          over = true;
        });
        source.on('error', (error) => {
          if (!over) controller.error(error);
          over = true;
        });
        source.pause();
      },
      pull() {
        source.resume();
      },
      cancel() {
        over = true;
        size = 0;
        source.resume();
        setTimeout(() => source.destroy(), REST_MS).unref();
      },
    },
    { highWaterMark: 0 },
  );
}
