import { type UploadKind, uploadSettings } from './upload-settings.ts';

export interface KnownType {
  /** Media type. */
  type: string;
  kind: UploadKind;
  /** Endings of names that go with it, the usual one first. */
  endings: readonly string[];
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const ODF = 'application/vnd.oasis.opendocument';

/** All that is ever taken. None of it is run by whoever opens it, as HTML, SVG, scripts and documents with macros may be. */
export const knownTypes: readonly KnownType[] = [
  { type: 'image/png', kind: 'image', endings: ['png'] },
  { type: 'image/jpeg', kind: 'image', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  { type: 'image/gif', kind: 'image', endings: ['gif'] },
  { type: 'image/webp', kind: 'image', endings: ['webp'] },
  { type: 'image/heic', kind: 'image', endings: ['heic', 'heif'] },
  { type: 'application/pdf', kind: 'document', endings: ['pdf'] },
  { type: `${OFFICE}.wordprocessingml.document`, kind: 'document', endings: ['docx'] },
  { type: `${OFFICE}.spreadsheetml.sheet`, kind: 'document', endings: ['xlsx'] },
  { type: `${OFFICE}.presentationml.presentation`, kind: 'document', endings: ['pptx'] },
  { type: `${ODF}.text`, kind: 'document', endings: ['odt'] },
  { type: `${ODF}.spreadsheet`, kind: 'document', endings: ['ods'] },
  { type: `${ODF}.presentation`, kind: 'document', endings: ['odp'] },
  {
    type: 'text/plain',
    kind: 'text',
    endings: ['txt', 'log', 'csv', 'tsv', 'md', 'json', 'jsonl', 'yaml', 'yml', 'ini', 'conf', 'cfg', 'toml'],
  },
];

/** What a page is told of the uploads that a flow's settings allow. */
interface UploadRules {
  /** Of one file. */
  maxBytes: number;
  /** Of one message. */
  maxFiles: number;
  /** For a file picker: media types and endings such as `.log`. */
  accept: string[];
}

/** The rules that follow from a flow's settings; undefined where no file is taken. */
export function uploadRules({ settings, maxFiles }: { settings: unknown; maxFiles: number }): UploadRules | undefined {
  const uploads = uploadSettings(settings);
  if (!uploads || uploads.maxBytes === 0 || uploads.kinds.length === 0) return undefined;
  const taken = knownTypes.filter(({ kind }) => uploads.kinds.includes(kind));
  return {
    maxBytes: uploads.maxBytes,
    maxFiles,
    accept: taken.flatMap(({ type, endings }) => [type, ...endings.map((ending) => `.${ending}`)]),
  };
}
