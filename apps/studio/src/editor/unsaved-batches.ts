import type { FlowDocument, Operation, Rebased } from '@patchbay/flow-spec';
import { applyFitting } from '../together/apply-fitting.ts';
import { rebasedBatches } from '../together/rebased-batches.ts';
import { countOf, newSession, type PendingBatch, sealed, withMore } from './draft-entry.ts';

/** For how long more may come to a batch. Milliseconds; well under the silence after which the edits of a tab are taken over (`GONE_MS` of `kept-edits.ts`). */
const OPEN_MS = 5_000;

/** What was changed in a tab and the server does not have yet: batches in the order in which they are sent, under names that begin with the tab's. */
export class UnsavedBatches {
  readonly session = newSession();
  #batches: PendingBatch[] = [];
  /**
   * The batch that more may come to, and since when. It is kept in the browser under its name from the start and closed before another tab could take it over: a tab that sleeps
   * meanwhile and sends it later sends the same under the same name, and what is made after it woke has another.
   */
  #open: { clientId: string; since: number } | undefined;
  #names = 0;

  get all(): readonly PendingBatch[] {
    return this.#batches;
  }

  get operations(): Operation[] {
    return this.#batches.flatMap((batch) => batch.operations);
  }

  /** How many changes wait. */
  get count(): number {
    return countOf(this.#batches);
  }

  isOwn(clientId: string): boolean {
    return clientId.startsWith(`${this.session}-`) || this.#batches.some((batch) => batch.clientId === clientId);
  }

  add({ operations, mergeKey }: { operations: readonly Operation[]; mergeKey: string | undefined }): void {
    const last = this.#batches.at(-1);
    const now = Date.now();
    if (last && last.clientId === this.#open?.clientId && Math.abs(now - this.#open.since) < OPEN_MS) {
      const more = withMore({ batched: last.operations, operations, mergeKey });
      this.#batches = this.#batches.with(-1, { ...last, operations: more });
      return;
    }
    const clientId = this.#nextName();
    this.#open = { clientId, since: now };
    this.#batches = [...this.#batches, { clientId, operations: [...operations] }];
  }

  /** Takes on those of a tab that ended. They keep their names: the server may have them already. */
  adopt(batches: readonly PendingBatch[]): void {
    // Those that an earlier release kept may have none.
    const named = batches.map((batch) => ({ ...batch, clientId: batch.clientId || this.#nextName() }));
    this.#batches = [...this.#batches, ...named.filter(({ operations }) => operations.length > 0)];
  }

  /** The batch of a name, which waits no longer. */
  settle(clientId: string): PendingBatch | undefined {
    const batch = this.#batches.find((one) => one.clientId === clientId);
    this.#batches = this.#batches.filter((one) => one !== batch);
    return batch;
  }

  /** Puts what others did under them. */
  rebase(rebased: Rebased): void {
    this.#batches = rebasedBatches({ pending: this.#batches, rebased });
  }

  /** A document with them on top. What no longer fits is left out, for the reasons that are given. */
  onTopOf(document: FlowDocument): { document: FlowDocument; refused: string[] } {
    const refused: string[] = [];
    let shown = document;
    this.#batches = this.#batches.map((batch) => {
      const fitted = applyFitting({ document: shown, operations: batch.operations });
      shown = fitted.document;
      refused.push(...fitted.refused);
      return fitted.refused.length > 0 ? { ...batch, operations: fitted.operations } : batch;
    });
    return { document: shown, refused };
  }

  /** Closes the first batch, so that it is sent as it is. */
  seal(): PendingBatch | undefined {
    this.#batches = sealed(this.#batches);
    const [first] = this.#batches;
    if (first?.clientId === this.#open?.clientId) this.close();
    return first;
  }

  /** Nothing more comes to any of them. */
  close(): void {
    this.#open = undefined;
  }

  #nextName(): string {
    this.#names += 1;
    return `${this.session}-${this.#names}`;
  }
}
