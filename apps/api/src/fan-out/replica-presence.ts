import type { ReplicaRecord, ReplicaStore } from '@patchbay/db';
import type { Log } from '../platform/log.ts';

const BEAT_MS = 2_000;

interface ReplicaPresenceOptions {
  store: ReplicaStore;
  self: Omit<ReplicaRecord, 'address'>;
  onOthers(others: readonly ReplicaRecord[]): void;
  log: Log;
}

/** Says by a row that this process lives, and learns which others do. */
export class ReplicaPresence {
  readonly #options: ReplicaPresenceOptions;
  #address: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;
  #ended = false;

  constructor(options: ReplicaPresenceOptions) {
    this.#options = options;
  }

  /** Resolves when the others are known for the first time, or the database did not answer. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#beat(), BEAT_MS).unref();
    await this.#beat();
  }

  /** Looks at the others now: one of them may just have started. */
  async look(): Promise<void> {
    await this.#beat();
  }

  /** Says from now on where it is reached. Resolves when that is known in the database, or it did not answer. */
  async listensAt(address: string): Promise<void> {
    await this.#beating;
    this.#address = address;
    await this.#beat();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearInterval(this.#timer);
    await this.#beating;
    await this.#options.store.leave(this.#options.self.id).catch(() => undefined);
  }

  #beat(): Promise<void> {
    const { store, self, onOthers, log } = this.#options;
    if (this.#ended) return Promise.resolve();
    this.#beating ??= store
      .beat({ ...self, address: this.#address })
      .then(onOthers, (error: unknown) => log.warn({ err: error }, 'This process could not say that it lives.'))
      .finally(() => {
        this.#beating = undefined;
      });
    return this.#beating;
  }
}
