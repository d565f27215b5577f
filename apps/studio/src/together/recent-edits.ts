import type { Operation } from '@patchbay/flow-spec';

const MOST = 200;

/** What this tab saved last, by revision: who writes over it at the same time is met there. */
export class RecentEdits {
  readonly #byRevision = new Map<number, readonly Operation[]>();

  add({ revision, operations }: { revision: number; operations: readonly Operation[] }): void {
    this.#byRevision.set(revision, operations);
    const [oldest] = this.#byRevision.keys();
    if (this.#byRevision.size > MOST && oldest !== undefined) this.#byRevision.delete(oldest);
  }

  at(revision: number): readonly Operation[] {
    return this.#byRevision.get(revision) ?? [];
  }
}
