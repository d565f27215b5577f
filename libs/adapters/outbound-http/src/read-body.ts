import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { badResponse, tooLarge } from './outbound-failure.ts';
import { unpacked } from './unpacked.ts';

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
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    for await (const chunk of unpacked({ source, encoding })) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      chunks.push(bytes);
    }
  } catch (error) {
    throw isOfDecoder(error) ? badResponse('The server’s answer cannot be unpacked.') : error;
  } finally {
    source.destroy();
  }
  return Buffer.concat(chunks);
}

function isOfDecoder(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    /^(Z_|ERR__ERROR_|ERR_BROTLI)/.test(String(error.code))
  );
}
