import type { Checkpoint } from '@patchbay/runtime';
import { type RunBasis, type RunState, storedRunState } from './run-state.ts';

/** How far a run has come, in step with the events that it told: what each of its commits keeps, so that another process can go on from there. */
export class RunProgress {
  readonly #basis: RunBasis;
  readonly #formats: { readonly writes: number };
  /** The visit that is made again, after another process took the run over. */
  readonly #again: string | undefined;
  #checkpoint: Checkpoint | undefined;
  #episode: number;
  /** Events since the checkpoint. */
  #told = 0;
  /** Events of the visit that is made again which are kept already. */
  #skip: number;

  constructor(options: {
    basis: RunBasis;
    resumed?: RunState;
    episode: number;
    /** Format number that may be written. */
    formats: { readonly writes: number };
  }) {
    const { basis, resumed, episode } = options;
    this.#formats = options.formats;
    this.#basis = basis;
    this.#episode = episode;
    this.#checkpoint = resumed?.checkpoint;
    this.#again = resumed?.checkpoint.effectKey;
    this.#skip = resumed?.kept ?? 0;
  }

  /** The node that is being visited, with its flow. */
  get place(): { flow: string; nodeId: string } {
    return { flow: this.#checkpoint?.snapshot.frames.at(-1)?.flow ?? '', nodeId: this.#checkpoint?.node ?? '' };
  }

  reached({ checkpoint, episode }: { checkpoint: Checkpoint; episode: number }): void {
    if (this.#again === undefined || checkpoint.effectKey !== this.#again) this.#skip = 0;
    this.#checkpoint = checkpoint;
    this.#episode = episode;
    this.#told = 0;
  }

  /** Told of each event that is to be kept; false for one that is kept already. */
  told(): boolean {
    if (this.#skip > 0) {
      this.#skip -= 1;
      this.#told += 1;
      return false;
    }
    this.#told += 1;
    return true;
  }

  /** JSON for another process; null before the first node that leaves, when nobody needs it. */
  toJson(): string | null {
    if (!this.#checkpoint) return null;
    const value = {
      ...this.#basis,
      checkpoint: this.#checkpoint,
      kept: this.#told + this.#skip,
      episode: this.#episode,
    };
    return storedRunState.write({ value, newest: this.#formats.writes });
  }
}
