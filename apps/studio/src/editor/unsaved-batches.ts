import type { FlowDocument, Operation, Rebased } from '@patchbay/flow-spec';
import { applyFitting } from '../together/apply-fitting.ts';
import { rebasedBatches } from '../together/rebased-batches.ts';
import { countOf, newSession, type PendingBatch, queued, sealed } from './draft-entry.ts';

/** What was changed in a tab and the server does not have yet: batches in the order in which they are sent, under names that begin with the tab's. */
export class UnsavedBatches {
  readonly session = newSession();
  #batches: PendingBatch[] = [];
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
    this.#batches = queued({ pending: this.#batches, operations, mergeKey });
  }

  /** Takes on those of a tab that ended. They keep their names: the server may have them already. */
  adopt(batches: readonly PendingBatch[]): void {
    for (const { clientId, operations } of batches)
      if (operations.length > 0) this.#batches.push({ clientId: clientId || this.#nextName(), operations });
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
    this.#batches = sealed({ pending: this.#batches, name: () => this.#nextName() });
    return this.#batches[0];
  }

  /** Closes all of them: whatever is sent from here on has the name that it has now. */
  sealAll(): void {
    const closed: PendingBatch[] = [];
    for (let batch = this.seal(); batch; batch = this.seal()) {
      closed.push(batch);
      this.#batches = this.#batches.slice(1);
    }
    this.#batches = closed;
  }

  #nextName(): string {
    this.#names += 1;
    return `${this.session}-${this.#names}`;
  }
}
