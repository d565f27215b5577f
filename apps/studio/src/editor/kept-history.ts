import { operationSchema } from '@patchbay/flow-spec';
import { z } from 'zod';
import type { EditorStore } from './editor-store.ts';
import type { History } from './history.ts';

/** What is kept of the history over a reload of the page. */
const KEPT = { steps: 200, characters: 1_500_000, pauseMs: 300 };

const entry = z.object({
  undo: z.array(operationSchema),
  redo: z.array(operationSchema),
  label: z.string(),
  at: z.number(),
});
const kept = z.object({ past: z.array(entry), future: z.array(entry) });

/** Whose steps, and of which flow: keys of flows are a workspace's own. */
interface Whose {
  workspace: string;
  flowKey: string;
  userId: string;
}

const keyOf = ({ workspace, flowKey, userId }: Whose) => `patchbay.history.${userId}.${workspace}.${flowKey}`;

/** Steps of undo, and the revision that they lead back from, with what was not saved then on top. */
export interface KeptHistory extends History {
  revision: number;
}

/** The steps of undo that this tab had before it was reloaded. */
export function readHistory(whose: Whose): KeptHistory | undefined {
  try {
    const [, revision, text = ''] = /^(\d+)\n(.*)$/s.exec(sessionStorage.getItem(keyOf(whose)) ?? '') ?? [];
    const history = parseHistory(text);
    return history && { ...history, revision: Number(revision) };
  } catch {
    return undefined;
  }
}

/** A history from its text; undefined when it is none. */
export function parseHistory(text: string): History | undefined {
  try {
    return kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Keeps the history of a store in this tab, the newest steps first when it is long. Ended by the function that it gives. */
export function keepHistory({ store, ...whose }: Whose & { store: EditorStore }): () => void {
  const key = keyOf(whose);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: { history: History; revision: number } | undefined;
  const isWritten = () =>
    written?.history === store.state.history && (written.revision === store.revision || isEmpty(written.history));
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (isWritten()) return;
    written = { history: store.state.history, revision: store.revision };
    try {
      sessionStorage.setItem(key, `${written.revision}\n${historyText(written.history)}`);
    } catch {
      // A full storage loses steps of undo over a reload, and nothing else.
      sessionStorage.removeItem(key);
    }
  };
  const stop = store.subscribe(() => {
    if (!isWritten()) timer ??= setTimeout(write, KEPT.pauseMs);
  });
  window.addEventListener('pagehide', write);
  return () => {
    write();
    stop();
    window.removeEventListener('pagehide', write);
  };
}

function isEmpty({ past, future }: History): boolean {
  return past.length === 0 && future.length === 0;
}

/** The newest steps of a history as text, no more than may be kept. */
export function historyText({ past, future }: History): string {
  const lines = { past: [] as string[], future: [] as string[] };
  let left: number = KEPT.characters;
  for (const [side, entries] of [
    ['past', past],
    ['future', future],
  ] as const) {
    for (const { undo, redo, label, at } of entries.slice(-KEPT.steps).toReversed()) {
      const line = JSON.stringify({ undo, redo, label, at });
      left -= line.length;
      if (left < 0) break;
      lines[side].unshift(line);
    }
  }
  return `{"past":[${lines.past.join(',')}],"future":[${lines.future.join(',')}]}`;
}
