import { MAX_FILES, type UploadRules } from '@patchbay/api-contract';
import { uploadSettings } from '@patchbay/flow-spec';
import { knownTypes } from './content-type.ts';

/** What a page is told of the uploads that its flow's settings allow; undefined for none. */
export function uploadRules(settings: unknown): UploadRules | undefined {
  const uploads = uploadSettings(settings);
  if (!uploads || uploads.maxBytes === 0 || uploads.kinds.length === 0) return undefined;
  const taken = knownTypes.filter(({ kind }) => uploads.kinds.includes(kind));
  return {
    maxBytes: uploads.maxBytes,
    maxFiles: MAX_FILES,
    accept: taken.flatMap(({ type, endings }) => [type, ...endings.map((ending) => `.${ending}`)]),
  };
}
