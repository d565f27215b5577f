import { Injectable } from '@nestjs/common';

export interface DraftPlace {
  workspaceId: string;
  flowId: string;
}

/** Who follows drafts in this process hears here that one has changed, once that is committed. */
@Injectable()
export class DraftChanges {
  readonly #listeners = new Set<(place: DraftPlace) => void>();

  onChange(listener: (place: DraftPlace) => void): void {
    this.#listeners.add(listener);
  }

  tell(place: DraftPlace): void {
    for (const listener of this.#listeners) listener(place);
  }
}
