import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { NodeError } from '@patchbay/node-kit';
import type { Dispatcher } from 'undici';

/** The body, decompressed; given up as soon as it is larger than allowed, before or after decompression. */
export async function readBody({
  response,
  maxBytes,
}: {
  response: Dispatcher.ResponseData;
  maxBytes: number;
}): Promise<Buffer> {
  const tooLarge = () =>
    new NodeError({ code: 'http.too_large', message: `The server’s answer has more than ${maxBytes} bytes.` });
  const source = response.body;
  source.on('error', () => undefined);
  if (Number(response.headers['content-length']) > maxBytes) {
    source.destroy();
    throw tooLarge();
  }
  const encoding = String(response.headers['content-encoding'] ?? 'identity').toLowerCase();
  const decoder = decoderFor(encoding);
  const stream: Readable = decoder ? source.pipe(decoder) : source;
  if (decoder) source.on('error', (error) => decoder.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = Buffer.from(chunk);
      size += bytes.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(bytes);
    }
  } finally {
    source.destroy();
    decoder?.destroy();
  }
  return Buffer.concat(chunks);
}

function decoderFor(encoding: string): Transform | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  return encoding === 'br' ? createBrotliDecompress() : undefined;
}
