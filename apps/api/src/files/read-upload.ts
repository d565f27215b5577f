import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../platform/http/problem-error.ts';
import { problems } from '../platform/http/problems.ts';
import { fileProblems } from './file-problems.ts';

export interface Upload {
  /** As the sender named it. */
  name: string;
  content: Buffer;
}

/** What stands round a file in a form. */
const FORM_BYTES = 16 * 1024;

/** The one file of a form, in memory. Throws 413 as soon as it is too large, 415 for what is no form, 422 for one without a file. */
export async function readUpload({
  request,
  maxBytes,
}: {
  request: FastifyRequest;
  maxBytes: number;
}): Promise<Upload> {
  if (!request.isMultipart()) throw fileProblems.noForm();
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_BYTES) throw fileProblems.tooLarge(maxBytes);
  const parts = request.parts({
    limits: {
      fileSize: maxBytes,
      files: 1,
      fields: 4,
      parts: 5,
      fieldNameSize: 100,
      fieldSize: 1_000,
      headerPairs: 20,
    },
  });
  const upload = await Promise.race([fileOf({ parts, maxBytes }), brokenOff(request.raw)]).catch((error: unknown) => {
    // Refusals, ours and of the parser; what it cannot read otherwise is no form.
    if (error instanceof Error && ('statusCode' in error || error instanceof ProblemError)) throw error;
    throw fileProblems.malformed();
  });
  if (!upload) throw problems.invalid([{ path: 'file', code: 'missing', message: 'The form holds no file.' }]);
  if (upload.content.length === 0)
    throw problems.invalid([{ path: 'file', code: 'empty', message: 'The file is empty.' }]);
  return upload;
}

async function fileOf({
  parts,
  maxBytes,
}: {
  parts: AsyncIterable<Multipart>;
  maxBytes: number;
}): Promise<Upload | undefined> {
  let upload: Upload | undefined;
  for await (const part of parts) {
    if (part.type !== 'file') continue;
    const pieces: Buffer[] = [];
    for await (const piece of part.file) pieces.push(piece);
    if (part.file.truncated) throw fileProblems.tooLarge(maxBytes);
    upload = { name: part.filename ?? '', content: Buffer.concat(pieces) };
  }
  return upload;
}

/** Fails once a connection has ended before the whole body came. One that ended before it was begun to be read would say nothing more of itself. */
function brokenOff(raw: FastifyRequest['raw']): Promise<never> {
  const broken = new Promise<never>((_, reject) => {
    const look = () => {
      if (!raw.complete) reject(fileProblems.malformed());
    };
    if (raw.destroyed) look();
    else raw.once('close', look);
  });
  // Nobody waits for it any more once the file is there.
  broken.catch(() => undefined);
  return broken;
}
