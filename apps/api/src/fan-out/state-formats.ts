import type { ReplicaRecord } from '@patchbay/db';

/** Format numbers of stored state (snapshots, run states, events) that this release reads, both included: its own and the one before. */
const READS = { readsFrom: 1, readsTo: 1 } as const;

/** Which format is written: the newest that every living process reads, so that old and new releases run side by side. */
export class StateFormats {
  readonly reads: { readsFrom: number; readsTo: number };
  #writes: number;

  constructor(reads: { readsFrom: number; readsTo: number } = READS) {
    this.reads = reads;
    // Until the others are known, the older one: any release that may run beside this one reads it.
    this.#writes = reads.readsFrom;
  }

  /** Format number to write now. */
  get writes(): number {
    return this.#writes;
  }

  /** Told each time that the other processes are looked at. */
  meet(others: readonly Pick<ReplicaRecord, 'readsFrom' | 'readsTo'>[]): void {
    const { readsFrom, readsTo } = this.reads;
    const oldest = Math.min(readsTo, ...others.map((other) => other.readsTo));
    this.#writes = Math.max(readsFrom, oldest);
  }
}
