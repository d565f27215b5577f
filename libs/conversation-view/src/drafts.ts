import type { CredentialStore } from './credential-store.ts';

/** What stands in something that is typed into. */
export type DraftValue = string | string[] | boolean;
/** What was typed and not sent: by the id of an open component, or `COMPOSER`; there by field. */
export type DraftValues = Record<string, Record<string, DraftValue>>;

/** The place of a message that is being written. */
export const COMPOSER = 'composer';

/** What the user has typed in one conversation and not sent yet, so that a reload of the page loses none of it. */
export class Drafts {
  readonly #store: CredentialStore;
  #conversationId: string | undefined;
  #values: DraftValues;

  constructor(store: CredentialStore) {
    this.#store = store;
    this.#conversationId = store.read()?.id;
    this.#values = (this.#conversationId !== undefined && store.readDrafts?.(this.#conversationId)) || {};
  }

  at(place: string): Readonly<Record<string, DraftValue>> {
    return this.#values[place] ?? {};
  }

  /** Undefined removes it. */
  keep({ place, key, value }: { place: string; key: string; value: DraftValue | undefined }): void {
    const { [key]: _before, ...others } = this.at(place);
    this.#put(place, value === undefined ? others : { ...others, [key]: value });
  }

  forget(place: string): void {
    if (place in this.#values) this.#put(place, {});
  }

  /** Another conversation, or one that is not known yet, takes the place of this one: only a message that is being written goes along. */
  belongTo(conversationId: string | undefined): void {
    if (conversationId === this.#conversationId) return;
    if (this.#conversationId !== undefined) this.#store.writeDrafts?.(this.#conversationId, {});
    const writing = this.at(COMPOSER);
    this.#conversationId = conversationId;
    this.#values = {};
    this.#put(COMPOSER, writing);
  }

  #put(place: string, values: Record<string, DraftValue>): void {
    const { [place]: _before, ...others } = this.#values;
    this.#values = Object.keys(values).length > 0 ? { ...others, [place]: values } : others;
    if (this.#conversationId !== undefined) this.#store.writeDrafts?.(this.#conversationId, this.#values);
  }
}
