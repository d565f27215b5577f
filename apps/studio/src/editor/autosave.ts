import { type AdminClient, ApiError } from '@patchbay/api-contract';
import { operationSchema, parseFlowDocument } from '@patchbay/flow-spec';
import { z } from 'zod';
import type { EditorStore } from './editor-store.ts';

const PAUSE_MS = 400;
const RETRY_MS = 2_000;
const operations = z.array(operationSchema);

/** Saves what the store has pending, one batch after another, and brings in what others saved. Ended by the function that it gives. */
export function startAutosave({
  store,
  client,
  flowKey,
}: {
  store: EditorStore;
  client: AdminClient;
  flowKey: string;
}): { stop(): void; flush(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const schedule = (ms: number) => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    running ??= save().finally(() => {
      running = undefined;
    });
    return running;
  };
  async function save(): Promise<void> {
    for (let batch = store.seal(); batch; batch = store.seal()) {
      store.setSave('saving');
      try {
        const { data } = await client.call('applyOperations', {
          params: { key: flowKey },
          body: { base: store.revision, clientId: batch.clientId, operations: batch.operations },
        });
        store.confirm({
          revision: data.revision,
          entries: data.operations.map((entry) => ({ ...entry, operations: operations.parse(entry.operations) })),
        });
      } catch (error) {
        const refused =
          error instanceof ApiError &&
          error.status >= 400 &&
          error.status < 500 &&
          ![401, 408, 429].includes(error.status);
        if (!refused) {
          store.setSave('offline');
          schedule(RETRY_MS);
          return;
        }
        store.onRefused(error.problem.issues?.[0]?.message ?? error.message);
        store.drop(batch.clientId);
        await refresh().catch(() => undefined);
      }
    }
    store.setSave('saved');
  }
  async function refresh(): Promise<void> {
    const { data, headers } = await client.call('readDraft', { params: { key: flowKey } });
    const parsed = parseFlowDocument(data);
    const revision = Number(/\d+/.exec(headers.get('etag') ?? '')?.[0]);
    if (parsed.ok && Number.isInteger(revision)) store.reload({ document: parsed.value, revision });
  }
  // Whoever comes back to the window sees what others did meanwhile.
  const onFocus = () => {
    if (store.pending.length === 0 && !running) void refresh().catch(() => undefined);
  };
  const onLeave = (event: BeforeUnloadEvent) => {
    if (store.pending.length > 0) event.preventDefault();
  };
  store.onPending = () => schedule(PAUSE_MS);
  window.addEventListener('focus', onFocus);
  window.addEventListener('online', onFocus);
  window.addEventListener('beforeunload', onLeave);
  return {
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
      window.removeEventListener('focus', onFocus);
      window.removeEventListener('online', onFocus);
      window.removeEventListener('beforeunload', onLeave);
      if (store.pending.length > 0) void flush();
    },
  };
}
