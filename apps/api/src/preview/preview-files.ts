import type { ChatFile } from '@patchbay/api-contract';
import type { MessageFile } from '@patchbay/runtime';
import { filesAmong } from '../conversations/message-files.ts';
import type { CheckedFile } from '../files/checked-file.ts';
import { fileProblems } from '../files/file-problems.ts';
import { LIMITS } from '../limits/limits.ts';

/** Files that were sent to a test. They are in memory, as the rest of it, and go with it. */
export class PreviewFiles {
  readonly #all = new Map<string, CheckedFile & { id: string }>();
  #bytes = 0;

  /** Of all of them together. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Throws 413 when there are as many as there may be. */
  add({ id, file }: { id: string; file: CheckedFile }): ChatFile {
    const { files, fileBytes } = LIMITS.preview;
    if (this.#all.size >= files || this.#bytes + file.size > fileBytes) throw fileProblems.conversationFull();
    this.#all.set(id, { id, ...file });
    this.#bytes += file.size;
    const { name, type, size } = file;
    return { id, name, type, size };
  }

  get(id: string): (CheckedFile & { id: string }) | undefined {
    return this.#all.get(id.toLowerCase());
  }

  /** What the flow gets of those that a message names. Throws 422 for one that is none of them. */
  ofMessage(ids: readonly string[]): MessageFile[] {
    return filesAmong({ rows: [...this.#all.values()], ids });
  }
}
