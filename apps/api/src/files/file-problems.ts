import { ProblemError } from '../platform/http/problem-error.ts';

/** What is refused of a file. */
export const fileProblems = {
  noForm: () =>
    new ProblemError({
      status: 415,
      code: 'unsupported_media_type',
      message: 'A file is sent as a form (multipart/form-data).',
    }),
  malformed: () =>
    new ProblemError({
      status: 400,
      code: 'bad_form',
      message: 'The form cannot be read: it has no parts, or no end.',
    }),
  off: () => new ProblemError({ status: 415, code: 'uploads_off', message: 'This bot takes no files.' }),
  unsupported: (taken: readonly string[]) =>
    new ProblemError({
      status: 415,
      code: 'unsupported_type',
      message: `This kind of file is not taken. What is: ${taken.join(', ')}.`,
    }),
  tooLarge: (maxBytes: number) =>
    new ProblemError({
      status: 413,
      code: 'too_large',
      message: `The file is too large. At most ${Math.round(maxBytes / 10_000) / 100} MB are taken.`,
    }),
  conversationFull: () =>
    new ProblemError({
      status: 413,
      code: 'too_many_files',
      message: 'This conversation holds as many files as it may.',
    }),
  workspaceFull: () =>
    new ProblemError({
      status: 413,
      code: 'storage_full',
      message: 'No more files are taken at the moment. Please tell your helpdesk.',
    }),
};
