import type { ReplicaRecord } from '@patchbay/db';

/** The other processes of this installation, and which of them keeps something that is in memory alone. */
export class Peers {
  readonly #mark: string;
  #addresses: ReadonlyMap<string, string> = new Map();

  constructor(self: string) {
    this.#mark = markOf(self);
  }

  /** Told each time that the other processes are looked at. */
  meet(others: readonly Pick<ReplicaRecord, 'id' | 'address'>[]): void {
    this.#addresses = new Map(others.flatMap(({ id, address }) => (address ? [[markOf(id), address]] : [])));
  }

  /** The id with this process's mark: whoever is asked for what has it knows by it who keeps it. */
  mark(id: string): string {
    return id.slice(0, -this.#mark.length) + this.#mark;
  }

  isOwn(id: string): boolean {
    return markOf(id) === this.#mark;
  }

  /** Origin of the living process whose mark the id has; undefined where none is known. */
  keeperOf(id: string): string | undefined {
    return this.#addresses.get(markOf(id));
  }
}

// The last 48 bits of a UUIDv7 are random: enough to tell processes apart, and of those before enough are left to tell ids.
function markOf(id: string): string {
  return id.slice(-12);
}
