import { Injectable } from '@nestjs/common';

export interface DraftPlace {
  workspaceId: string;
  flowId: string;
}

interface DraftChange extends DraftPlace {
  /** Whether threads of comments have moved with their nodes. */
  threads?: boolean;
}

/** Who follows drafts in this process hears here that one has changed, once that is committed. */
@Injectable()
export class DraftChanges {
  readonly #listeners = new Set<(change: DraftChange) => void>();

  onChange(listener: (change: DraftChange) => void): void {
    this.#listeners.add(listener);
  }

  tell(change: DraftChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
