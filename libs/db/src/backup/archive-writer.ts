import { createHash } from 'node:crypto';
import { type ArchiveHeader, FRAME_HEAD, type FrameKind, frameKinds, LARGEST_FRAME } from './archive-format.ts';

/** Turns what an archive holds into its bytes, in order, and hashes them on the way. */
export class ArchiveWriter {
  readonly #hash = createHash('sha256');

  header(header: ArchiveHeader): Buffer {
    return this.#hashed(Buffer.from(`${JSON.stringify(header)}\n`));
  }

  table(name: string): Buffer {
    return this.#hashed(frame('table', Buffer.from(JSON.stringify({ table: name }))));
  }

  *rows(bytes: Buffer): Generator<Buffer> {
    for (let from = 0; from < bytes.length; from += LARGEST_FRAME)
      yield this.#hashed(frame('rows', bytes.subarray(from, from + LARGEST_FRAME)));
  }

  end(rows: Record<string, number>): Buffer {
    return frame('end', Buffer.from(JSON.stringify({ rows, sha256: this.#hash.digest('hex') })));
  }

  #hashed(bytes: Buffer): Buffer {
    this.#hash.update(bytes);
    return bytes;
  }
}

function frame(kind: FrameKind, content: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD);
  head[0] = frameKinds[kind];
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}
