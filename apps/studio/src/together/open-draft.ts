import type { AdminClient, DraftOperations } from '@patchbay/api-contract';
import {
  applyOperations,
  type FlowDocument,
  type Operation,
  operationSchema,
  parseFlowDocument,
} from '@patchbay/flow-spec';
import { z } from 'zod';
import { EditorStore } from '../editor/editor-store.ts';
import type { KeptHistory } from '../editor/kept-history.ts';
import { entriesOf } from './draft-link.ts';
import type { KeptEdits } from './kept-edits.ts';

type Entries = DraftOperations['entries'];
const operations = z.array(operationSchema);

/**
 * A store with the draft as the server has it, and on top of it what was kept in this browser: edits that were not saved, choices that were not made and the steps of undo. They were
 * made on an older revision as a rule, so that the store begins there and is led on.
 */
export async function openDraft({
  client,
  flowKey,
  kept,
  history,
}: {
  client: AdminClient;
  flowKey: string;
  kept: readonly KeptEdits[];
  history: KeptHistory | undefined;
}): Promise<EditorStore> {
  const { data, headers } = await client.call('readDraft', { params: { key: flowKey } });
  const parsed = parseFlowDocument(data);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message ?? 'The draft cannot be read.');
  const revision = Number(/\d+/.exec(headers.get('etag') ?? '')?.[0] ?? 0);
  const now = { document: parsed.value, revision };
  const begins = [...kept.map((edits) => edits.revision), ...(history ? [history.revision] : [])];
  const from = Math.min(revision, ...begins);
  // A database that was taken back to an older state knows nothing of what was made on a newer one.
  if (begins.some((begin) => begin > revision)) return grown({ ...now, entries: [], kept, history: undefined });
  if (from === revision) return grown({ ...now, entries: [], kept, history });
  const entries = await entriesSince({ client, flowKey, revision: from });
  const before = back({ document: now.document, entries: entries.filter((entry) => entry.revision <= revision) });
  if (!before) return grown({ ...now, entries: [], kept, history: undefined });
  return grown({ document: before, revision: from, entries, kept, history });
}

function grown({
  document,
  revision,
  entries,
  kept,
  history,
}: {
  document: FlowDocument;
  revision: number;
  entries: Entries;
  kept: readonly KeptEdits[];
  history: KeptHistory | undefined;
}): EditorStore {
  const store = new EditorStore({ document, revision });
  const wire = entriesOf(entries);
  const leadTo = (until: number) =>
    store.confirm({ revision: until, entries: wire.filter((one) => one.revision <= until) });
  for (const edits of kept) {
    leadTo(edits.revision);
    store.adopt(edits);
    if (history && history.revision === edits.revision) store.adopt({ pending: [], choices: [], history });
  }
  if (history && !kept.some((edits) => edits.revision === history.revision)) {
    leadTo(history.revision);
    if (store.revision <= history.revision) store.adopt({ pending: [], choices: [], history });
  }
  leadTo(Number.POSITIVE_INFINITY);
  return store;
}

async function entriesSince({
  client,
  flowKey,
  revision,
}: {
  client: AdminClient;
  flowKey: string;
  revision: number;
}): Promise<Entries> {
  const all: Entries = [];
  for (let since = revision; ; ) {
    const { data } = await client.call('draftOperations', { params: { key: flowKey }, query: { since } });
    all.push(...data.entries);
    const last = data.entries.at(-1);
    if (!data.more || !last) return all;
    since = last.revision;
  }
}

function back({ document, entries }: { document: FlowDocument; entries: Entries }): FlowDocument | undefined {
  const inverse: Operation[] = entries.toReversed().flatMap((entry) => operations.parse(entry.inverse));
  const result = applyOperations({ document, operations: inverse });
  return result.ok ? result.document : undefined;
}
