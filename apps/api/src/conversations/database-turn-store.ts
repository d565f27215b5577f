import type { Commit, ConversationStore, NewEvent, Opening } from '@patchbay/db';
import type { RunResult, TurnStore } from './turn-store.ts';

export interface TurnPlace {
  workspaceId: string;
  conversationId: string;
  fence: number;
  turn: { id: string; key: string; bodyHash: Buffer } | null;
  pins: string;
  version: number;
  hadTimer: boolean;
  /** Set when the first commit also makes the conversation. */
  opening: Opening | null;
}

/** Keeps a run of a real conversation. */
export class DatabaseTurnStore implements TurnStore {
  readonly #store: ConversationStore;
  readonly #place: TurnPlace;
  readonly #owner: string;
  readonly #leaseMs: number;
  #fence: number;
  #first = true;

  constructor(options: { store: ConversationStore; place: TurnPlace; owner: string; leaseMs: number }) {
    this.#store = options.store;
    this.#place = options.place;
    this.#owner = options.owner;
    this.#leaseMs = options.leaseMs;
    this.#fence = options.place.fence;
  }

  async hold(events: readonly NewEvent[]): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening } = this.#place;
    const commit = await this.#store.hold({
      workspaceId,
      conversationId,
      fence: this.#fence,
      // Later events of a run find the turn's record there.
      turn,
      recordTurn: this.#first,
      events,
      opening: this.#first ? opening : null,
      owner: this.#owner,
      leaseMs: this.#leaseMs,
    });
    return this.#after(commit);
  }

  async settle(events: readonly NewEvent[], result: RunResult): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening, pins, version, hadTimer } = this.#place;
    const { snapshot, ...rest } = result;
    const commit = await this.#store.settle({
      workspaceId,
      conversationId,
      fence: this.#fence,
      turn,
      events,
      opening: this.#first ? opening : null,
      ...rest,
      snapshot: JSON.stringify(snapshot),
      status: snapshot.status,
      episode: snapshot.episode,
      turns: snapshot.turns,
      pins,
      version,
      hadTimer,
    });
    return this.#after(commit);
  }

  #after(commit: Commit): Commit {
    if (commit.outcome === 'done') {
      this.#fence += 1;
      this.#first = false;
    }
    return commit;
  }
}
