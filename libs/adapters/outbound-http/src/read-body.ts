import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { badResponse, tooLarge } from './outbound-failure.ts';

const mostEncodings = 3;

/** The body, decompressed; given up as soon as it is larger than allowed, before or after decompression. Throws `http.too_large`, `http.bad_response`. */
export async function readBody({
  response,
  method,
  maxBytes,
}: {
  response: Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>;
  method: string;
  maxBytes: number;
}): Promise<Buffer> {
  const source: Readable = response.body;
  source.on('error', () => undefined);
  const { 'content-length': length, 'content-encoding': encoding } = response.headers;
  // Their headers tell of a body that does not come.
  if (method === 'HEAD' || response.statusCode === 204 || response.statusCode === 304 || length === '0') {
    source.resume();
    return Buffer.alloc(0);
  }
  const decoders = decodersFor(encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    // A failure of any part reaches the last one, which is read below.
    const stream = decoders.reduce<Readable>((from, to) => pipeline(from, to, () => undefined), source);
    for await (const chunk of stream) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(bytes);
    }
  } catch (error) {
    throw isOfDecoder(error) ? badResponse('The server’s answer cannot be unpacked.') : error;
  } finally {
    source.destroy();
    for (const decoder of decoders) decoder.destroy();
  }
  return Buffer.concat(chunks);
}

// The encoding named last was put on last: it is taken off first. Names that nobody knows (`utf-8`) stand for nothing.
function decodersFor(header: string | string[] | undefined): Transform[] {
  const names = String(header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  return names
    .reverse()
    .flatMap((name) => decoderFor(name) ?? [])
    .slice(0, mostEncodings);
}

function decoderFor(encoding: string): Transform | undefined {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  return encoding === 'br' ? createBrotliDecompress() : undefined;
}

function isOfDecoder(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    /^(Z_|ERR__ERROR_|ERR_BROTLI)/.test(String(error.code))
  );
}
