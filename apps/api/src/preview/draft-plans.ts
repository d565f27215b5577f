import type { PublishedFlowStore } from '@patchbay/db';
import { type FlowDocument, requirementsOf } from '@patchbay/flow-spec';
import type { CompiledFlow, Plan } from '@patchbay/runtime';
import { compileDocument } from '../conversations/flow-plans.ts';

const MOST_SUBFLOWS = 200;

/** The plan of a draft as it stands now, with the flows it calls as they are published, or as drafts where they never were. Undefined for an unknown flow. */
export async function draftPlan(options: {
  store: PublishedFlowStore;
  workspaceId: string;
  key: string;
}): Promise<Plan | undefined> {
  const { store, workspaceId, key } = options;
  const draft = await store.documentForPreview({ workspaceId, key, published: false });
  if (!draft) return undefined;
  const flows = new Map<string, CompiledFlow>();
  const open = calledBy(draft.document);
  for (let called = open.pop(); called !== undefined && flows.size < MOST_SUBFLOWS; called = open.pop()) {
    if (flows.has(called)) continue;
    const found = await store.documentForPreview({ workspaceId, key: called, published: true });
    if (!found) continue;
    flows.set(called, compileDocument({ text: found.document, version: found.version }));
    open.push(...calledBy(found.document));
  }
  const main = compileDocument({ text: draft.document, version: null });
  return { main, flows: new Map([...flows, [main.key, main]]) };
}

function calledBy(text: string): string[] {
  const document: FlowDocument = JSON.parse(text); // Only documents that were let in are stored.
  return requirementsOf({ document }).flows.map((need) => need.key);
}
