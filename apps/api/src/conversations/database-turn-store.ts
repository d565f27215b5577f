import type { Commit, ConversationRecord, ConversationStore, NewEvent, Opening, TurnKey } from '@patchbay/db';
import type { RunResult, TurnStore } from './turn-store.ts';

/** How the last commit of a run left its conversation. */
export interface LeftState {
  fence: number;
  snapshot: string;
  status: ConversationRecord['status'];
  episode: number;
}

export interface TurnPlace {
  workspaceId: string;
  conversationId: string;
  fence: number;
  /** Set when the run goes by what this process remembers: its first commit checks it. */
  epoch: string | null;
  turn: TurnKey | null;
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
  /** Set when the run is settled. */
  left: LeftState | undefined;

  constructor(options: { store: ConversationStore; place: TurnPlace; owner: string; leaseMs: number }) {
    this.#store = options.store;
    this.#place = options.place;
    this.#owner = options.owner;
    this.#leaseMs = options.leaseMs;
    this.#fence = options.place.fence;
  }

  async hold(events: readonly NewEvent[]): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening, epoch } = this.#place;
    const commit = await this.#store.hold({
      workspaceId,
      conversationId,
      fence: this.#fence,
      epoch: this.#first ? epoch : null,
      turn,
      first: this.#first,
      events,
      opening: this.#first ? opening : null,
      owner: this.#owner,
      leaseMs: this.#leaseMs,
    });
    return this.#after(commit);
  }

  async settle(events: readonly NewEvent[], result: RunResult): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening, epoch, pins, version, hadTimer } = this.#place;
    const { snapshot, ...rest } = result;
    const { status, episode, turns } = snapshot;
    const text = JSON.stringify(snapshot);
    const commit = await this.#store.settle({
      workspaceId,
      conversationId,
      fence: this.#fence,
      epoch: this.#first ? epoch : null,
      turn,
      first: this.#first,
      events,
      opening: this.#first ? opening : null,
      ...rest,
      ...{ snapshot: text, status, episode, turns },
      pins,
      version,
      hadTimer,
    });
    this.#after(commit);
    if (commit.outcome === 'done') this.left = { fence: this.#fence, snapshot: text, status, episode };
    return commit;
  }

  #after(commit: Commit): Commit {
    if (commit.outcome === 'done') {
      this.#fence += 1;
      this.#first = false;
    }
    return commit;
  }
}
