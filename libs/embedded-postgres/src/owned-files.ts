import {
  closeSync,
  constants,
  fchownSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Identity } from './identity.ts';

// As root we write into a directory of another user, who could have put a link there: none of these follows one.
const NO_LINK = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

/** Puts a new file of mode 0600 in the place of what is there. */
export function replaceFile({ file, text, identity }: { file: string; text: string; identity?: Identity }): void {
  rmSync(file, { force: true });
  withFile({ file, flags: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL }, (descriptor) => {
    writeSync(descriptor, text);
    if (identity) fchownSync(descriptor, identity.uid, identity.gid);
  });
}

export function appendToFile({ file, text }: { file: string; text: string }): void {
  withFile({ file, flags: constants.O_WRONLY | constants.O_APPEND }, (descriptor) => writeSync(descriptor, text));
}

/** The end of a file; an empty text when there is none. */
export function readEnd({ file, bytes }: { file: string; bytes: number }): string {
  try {
    return withFile({ file, flags: constants.O_RDONLY }, (descriptor) => {
      const { size } = fstatSync(descriptor);
      const end = Buffer.alloc(Math.min(size, bytes));
      const read = readSync(descriptor, end, 0, end.length, size - end.length);
      return end.subarray(0, read).toString('utf8');
    });
  } catch {
    return '';
  }
}

/** Empties a file that has grown beyond a size. Who writes it at its end goes on at the new one. */
export function emptyWhenLarger({ file, bytes }: { file: string; bytes: number }): void {
  try {
    withFile({ file, flags: constants.O_RDWR }, (descriptor) => {
      if (fstatSync(descriptor).size > bytes) ftruncateSync(descriptor, 0);
    });
  } catch {
    // There is none, or none of ours.
  }
}

function withFile<Result>(
  { file, flags }: { file: string; flags: number },
  work: (descriptor: number) => Result,
): Result {
  const descriptor = openSync(file, flags | NO_LINK, 0o600);
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
