import { isRecord } from './is-record.ts';

/** Images, office documents and PDF, plain texts such as logs. */
export const UPLOAD_KINDS = ['image', 'document', 'text'] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];
/** Largest file that a flow may allow, in MB of 1,000,000 bytes; what holds where it says nothing. */
export const MOST_UPLOAD_MB = 25;
export const USUAL_UPLOAD_MB = 10;

/** What users may send along to a bot. */
export interface UploadSettings {
  /** Bytes of one file; 0: none is taken. */
  maxBytes: number;
  kinds: readonly UploadKind[];
}

/** What a flow's settings say of uploads, with what is usual where they say nothing; undefined when the setting is faulty. */
export function uploadSettings(settings: unknown): UploadSettings | undefined {
  const value = isRecord(settings) ? (settings.uploads ?? {}) : {};
  if (!isRecord(value)) return undefined;
  const { maxMb = USUAL_UPLOAD_MB, kinds = UPLOAD_KINDS, ...others } = value;
  if (typeof maxMb !== 'number' || !(maxMb >= 0 && maxMb <= MOST_UPLOAD_MB)) return undefined;
  if (!Array.isArray(kinds) || Object.keys(others).length > 0) return undefined;
  const taken = UPLOAD_KINDS.filter((kind) => kinds.includes(kind));
  if (!kinds.every((kind: unknown) => taken.some((known) => known === kind))) return undefined;
  return { maxBytes: Math.floor(maxMb * 1_000_000), kinds: taken };
}
