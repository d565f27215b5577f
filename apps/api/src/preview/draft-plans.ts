import type { PublishedFlowStore } from '@patchbay/db';
import { type FlowDocument, requirementsOf } from '@patchbay/flow-spec';
import type { CompiledFlow, Plan } from '@patchbay/runtime';
import { compileDocument } from '../conversations/flow-plans.ts';

const MOST_SUBFLOWS = 200;

/** A draft as it stands, ready to run. */
export interface Draft {
  plan: Plan;
  revision: number;
  /** The documents that the plan is made of, by key. */
  documents: ReadonlyMap<string, FlowDocument>;
}

/** A draft with the flows it calls as they are published, or as drafts where they never were. Undefined for an unknown flow. */
export async function readDraft(options: {
  store: PublishedFlowStore;
  workspaceId: string;
  key: string;
}): Promise<Draft | undefined> {
  const { store, workspaceId, key } = options;
  const draft = await store.documentForPreview({ workspaceId, key, published: false });
  if (!draft) return undefined;
  const flows = new Map<string, CompiledFlow>();
  const documents = new Map([[key, documentOf(draft.document)]]);
  const open = calledBy(documents.get(key));
  for (let called = open.pop(); called !== undefined && flows.size < MOST_SUBFLOWS; called = open.pop()) {
    if (flows.has(called)) continue;
    const found = await store.documentForPreview({ workspaceId, key: called, published: true });
    if (!found) continue;
    flows.set(called, compileDocument({ text: found.document, version: found.version }));
    const document = documentOf(found.document);
    if (!documents.has(called)) documents.set(called, document);
    open.push(...calledBy(document));
  }
  const main = compileDocument({ text: draft.document, version: null });
  return { plan: { main, flows: new Map([...flows, [main.key, main]]) }, revision: draft.revision, documents };
}

function documentOf(text: string): FlowDocument {
  return JSON.parse(text); // Only documents that were let in are stored.
}

function calledBy(document: FlowDocument | undefined): string[] {
  return document ? requirementsOf({ document }).flows.map((need) => need.key) : [];
}
