import type { Commit, ConversationRecord, ConversationStore, Opening, TurnKey } from '@patchbay/db';
import { crashPoint } from '../platform/crash-points.ts';
import { storedSnapshot } from './stored-snapshot.ts';
import type { RunPart, RunResult, TurnStore } from './turn-store.ts';

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
  /** Whether the conversation is this run's already: it was taken over. */
  taken: boolean;
}

/** Keeps a run of a real conversation. */
export class DatabaseTurnStore implements TurnStore {
  readonly #store: ConversationStore;
  readonly #place: TurnPlace;
  readonly #owner: string;
  readonly #leaseMs: number;
  readonly #formats: { readonly writes: number };
  #fence: number;
  #first: boolean;
  #held: boolean;
  /** Set when the run is settled. */
  left: LeftState | undefined;

  constructor(options: {
    store: ConversationStore;
    place: TurnPlace;
    owner: string;
    leaseMs: number;
    /** Format number that may be written. */
    formats: { readonly writes: number };
  }) {
    this.#store = options.store;
    this.#formats = options.formats;
    this.#place = options.place;
    this.#owner = options.owner;
    this.#leaseMs = options.leaseMs;
    this.#fence = options.place.fence;
    this.#first = !options.place.taken;
    this.#held = options.place.taken;
  }

  async hold(part: RunPart, state: { checkpoint: string | null; writing: string | null }): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening, epoch } = this.#place;
    const hasResult = part.effects.some(({ result }) => result !== null);
    crashPoint('hold.before');
    if (hasResult) crashPoint('result.before');
    const commit = await this.#store.hold({
      workspaceId,
      conversationId,
      fence: this.#fence,
      epoch: this.#first ? epoch : null,
      turn,
      first: this.#first,
      ...part,
      ...state,
      opening: this.#first ? opening : null,
      owner: this.#owner,
      leaseMs: this.#leaseMs,
    });
    crashPoint('hold.after');
    if (hasResult) crashPoint('result.after');
    if (commit.outcome === 'done') this.#held = true;
    return this.#after(commit);
  }

  async write(writing: string): Promise<boolean> {
    const { workspaceId, conversationId } = this.#place;
    const ours = await this.#store.write({ workspaceId, conversationId, fence: this.#fence, writing });
    crashPoint('writing.after');
    return ours;
  }

  async handOver(): Promise<void> {
    const { workspaceId, conversationId } = this.#place;
    await this.#store.handOver({ workspaceId, conversationId, fence: this.#fence });
    crashPoint('handover.after');
  }

  async settle(part: RunPart, result: RunResult): Promise<Commit> {
    const { workspaceId, conversationId, turn, opening, epoch, pins, version, hadTimer } = this.#place;
    const { snapshot, ...rest } = result;
    const { status, episode, turns } = snapshot;
    const text = storedSnapshot.write({ value: snapshot, newest: this.#formats.writes });
    crashPoint('settle.before');
    const commit = await this.#store.settle({
      workspaceId,
      conversationId,
      fence: this.#fence,
      epoch: this.#first ? epoch : null,
      turn,
      first: this.#first,
      ...part,
      opening: this.#first ? opening : null,
      ...rest,
      ...{ snapshot: text, status, episode, turns },
      pins,
      version,
      hadTimer,
      held: this.#held,
    });
    crashPoint('settle.after');
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
