import type { UploadKind, UploadSettings } from '@patchbay/flow-spec';
import { LIMITS } from '../limits/limits.ts';
import { contentType } from './content-type.ts';
import { fileName } from './file-name.ts';
import { fileProblems } from './file-problems.ts';
import type { Upload } from './read-upload.ts';

/** A file that may be kept. `type` is what its content is; `text`: how a text begins, null for what is none. */
export interface CheckedFile {
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  text: string | null;
  content: Buffer;
}

const kindNames: Record<UploadKind, string> = {
  image: 'images (PNG, JPEG, GIF, WebP, HEIC)',
  document: 'documents (PDF, Word, Excel, PowerPoint, OpenDocument, without macros)',
  text: 'texts (such as TXT, LOG, CSV)',
};

/** Throws 415 where no file is taken at all. Asked before a byte of one is read. */
export function requireUploads(settings: UploadSettings): UploadSettings {
  if (settings.maxBytes === 0 || settings.kinds.length === 0) throw fileProblems.off();
  return settings;
}

/** Throws 415 for a kind that is not taken. */
export async function checkedFile({
  upload: { name: given, content },
  settings,
}: {
  upload: Upload;
  settings: UploadSettings;
}): Promise<CheckedFile> {
  const found = await contentType(content);
  if (!found || !settings.kinds.includes(found.known.kind))
    throw fileProblems.unsupported(settings.kinds.map((kind) => kindNames[kind]));
  const name = fileName({ given, known: found.known });
  // A cut in the middle of a character would be no text any more.
  const text = found.text === null ? null : found.text.slice(0, LIMITS.files.textCharacters).toWellFormed();
  return { name, type: found.known.type, size: content.length, text, content };
}
