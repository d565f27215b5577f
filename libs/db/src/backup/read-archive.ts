import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import {
  type ArchiveHeader,
  type ArchiveTrailer,
  FRAME_HEAD,
  type FrameKind,
  frameKinds,
  headerSchema,
  LARGEST_FRAME,
  LARGEST_HEADER,
  tableFrameSchema,
  trailerSchema,
} from './archive-format.ts';
import { ByteReader } from './byte-reader.ts';
import { DamagedArchive } from './damaged-archive.ts';

export type ArchivePart =
  | { kind: 'header'; header: ArchiveHeader }
  | { kind: 'table'; name: string }
  | { kind: 'rows'; bytes: Buffer }
  | { kind: 'end'; trailer: ArchiveTrailer };

/** Reads an archive from end to end. Throws `DamagedArchive` where it is not what was written, at the latest after its last part. */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart, void> {
  const source = createReadStream(file);
  const unzipped = createGunzip({ chunkSize: 64 * 1024 });
  source.on('error', (error) => unzipped.destroy(error));
  try {
    yield* partsOf(new ByteReader(source.pipe(unzipped)));
  } catch (error) {
    // A file that is missing or forbidden speaks for itself.
    const why = zlibMessage(error);
    if (why === undefined) throw error;
    throw new DamagedArchive(why === 'unexpected end of file' ? 'it is cut short' : `it cannot be unpacked (${why})`);
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

// Errors of zlib have codes that begin with Z_.
function zlibMessage(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return undefined;
  return String(error.code).startsWith('Z_') ? String(error.message) : undefined;
}

async function* partsOf(reader: ByteReader): AsyncGenerator<ArchivePart, void> {
  const hash = createHash('sha256');
  const line = await reader.takeThrough({ value: 10, atMost: LARGEST_HEADER });
  if (!line) throw new DamagedArchive('it does not begin as a backup of Patchbay');
  hash.update(line);
  const begin = parsed({ schema: headerSchema, bytes: line, otherwise: 'it does not begin as a backup of Patchbay' });
  yield { kind: 'header', header: begin };
  for (;;) {
    const { kind, bytes, head } = await takeFrame(reader);
    if (kind === 'end') {
      const trailer = parsed({ schema: trailerSchema, bytes, otherwise: 'its end cannot be read' });
      if (trailer.sha256 !== hash.digest('hex')) throw new DamagedArchive('its content does not fit its hash');
      if ((await reader.take(1)).length > 0) throw new DamagedArchive('something follows its end');
      yield { kind, trailer };
      return;
    }
    hash.update(head).update(bytes);
    if (kind === 'rows') yield { kind, bytes };
    else yield { kind, name: parsed({ schema: tableFrameSchema, bytes, otherwise: 'a table has no name' }).table };
  }
}

async function takeFrame(reader: ByteReader): Promise<{ kind: FrameKind; bytes: Buffer; head: Buffer }> {
  const head = await reader.take(FRAME_HEAD);
  if (head.length < FRAME_HEAD) throw new DamagedArchive('it is cut short');
  const kind = kindOf(head[0]);
  const length = head.readUInt32BE(1);
  if (kind === undefined || length > LARGEST_FRAME) throw new DamagedArchive('it holds something unknown');
  const bytes = await reader.take(length);
  if (bytes.length < length) throw new DamagedArchive('it is cut short');
  return { kind, bytes, head };
}

function kindOf(byte: number | undefined): FrameKind | undefined {
  switch (byte) {
    case frameKinds.table:
      return 'table';
    case frameKinds.rows:
      return 'rows';
    case frameKinds.end:
      return 'end';
    default:
      return undefined;
  }
}

function parsed<Value>(options: { schema: z.ZodType<Value>; bytes: Buffer; otherwise: string }): Value {
  try {
    return options.schema.parse(JSON.parse(options.bytes.toString('utf8')));
  } catch {
    throw new DamagedArchive(options.otherwise);
  }
}
