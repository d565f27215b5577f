import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const mostEncodings = 3;

/** A body without what it was packed with, by its `content-encoding`. */
export function unpacked({
  source,
  encoding,
}: {
  source: Readable;
  encoding: string | string[] | undefined;
}): Readable {
  if (encoding === undefined) return source;
  // A failure of any part reaches the last one, which is read.
  return decodersFor(encoding).reduce<Readable>((from, to) => pipeline(from, to, () => undefined), source);
}

// The encoding named last was put on last: it is taken off first. Names that nobody knows (`utf-8`) stand for nothing.
function decodersFor(header: string | string[]): Transform[] {
  const names = String(header)
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
