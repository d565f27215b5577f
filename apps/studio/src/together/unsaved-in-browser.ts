import { countOf } from '../editor/draft-entry.ts';
import { allKept } from './kept-edits.ts';

/** A flow with changes of somebody that are kept in this browser and not saved. */
export interface UnsavedFlow {
  workspace: string;
  flowKey: string;
  /** How many changes. */
  count: number;
}

/** The flows of which this browser keeps changes of a person that the server does not have, as far as it knows. */
export function unsavedInBrowser(userId: string): UnsavedFlow[] {
  const flows = new Map<string, UnsavedFlow>();
  for (const { workspace, flowKey, edits } of allKept()) {
    if (edits.userId !== userId) continue;
    const name = `${workspace} ${flowKey}`;
    const before = flows.get(name)?.count ?? 0;
    flows.set(name, { workspace, flowKey, count: before + countOf(edits.pending) });
  }
  return [...flows.values()].filter(({ count }) => count > 0);
}
