import { type FlowDocument, type Operation, operationsCollide } from '@patchbay/flow-spec';
import type { DraftEntry } from '../editor/draft-entry.ts';
import type { Choice } from './choice.ts';
import { choiceOf } from './choices-of.ts';
import { subflowTaking } from './subflow-taking.ts';

const MOST = 200;
/** What was saved longer ago than this, others have seen before they write, as a rule: a tab that ends keeps no more. Milliseconds. */
const LATELY_MS = 10 * 60_000;

/** What was saved at a revision. */
export interface RecentEdit {
  revision: number;
  operations: readonly Operation[];
  /** Epoch, ms. */
  at: number;
}

/** What this tab saved last, by revision: who writes over it at the same time is met there. */
export class RecentEdits {
  readonly #byRevision = new Map<number, RecentEdit>();

  add(edit: RecentEdit): void {
    this.#byRevision.set(edit.revision, edit);
    const [oldest] = this.#byRevision.keys();
    if (this.#byRevision.size > MOST && oldest !== undefined) this.#byRevision.delete(oldest);
  }

  /** Those that outlive the tab. */
  lately(now: number): RecentEdit[] {
    return [...this.#byRevision.values()].filter(({ at }) => now - at < LATELY_MS);
  }

  /** Of what this tab saved, what the author of an entry wrote over without having seen it. */
  writtenOver({
    entry,
    ...documents
  }: {
    entry: DraftEntry;
    mineDocument: FlowDocument;
    theirsDocument: FlowDocument;
  }): Choice[] {
    return entry.collisions.flatMap(({ operation, revision }) => {
      const theirs = entry.operations[operation];
      if (!theirs) return [];
      const into =
        theirs.type === 'node.remove' ? subflowTaking({ operations: entry.operations, id: theirs.id }) : undefined;
      return (this.#byRevision.get(revision)?.operations ?? []).flatMap((mine) =>
        operationsCollide({ first: mine, second: theirs })
          ? (choiceOf({
              mine,
              theirs,
              author: { by: entry.by, byUser: entry.byUser },
              into,
              later: 'theirs',
              ...documents,
            }) ?? [])
          : [],
      );
    });
  }
}
