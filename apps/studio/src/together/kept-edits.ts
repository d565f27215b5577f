import { operationSchema } from '@patchbay/flow-spec';
import { z } from 'zod';
import { newSession, type PendingBatch } from '../editor/draft-entry.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import type { Choice } from './choice.ts';
import type { RecentEdit } from './recent-edits.ts';

/** Milliseconds. A tab that did not say for so long that it lives is gone, and its edits are taken over by the next one. */
const BEAT_MS = 4_000;
const GONE_MS = 12_000;
const TAB = 'patchbay.tab';

const operations = z.array(operationSchema);
const choice = z.object({
  ...{ unit: z.string(), kind: z.enum(['value', 'taken', 'kept', 'written']), by: z.string().nullable() },
  byUser: z.string().nullish(),
  ...{ field: z.string().optional(), nodeId: z.string().optional() },
  ...{ node: z.string().optional(), into: z.string().optional() },
  ...{ mineLabel: z.string(), theirsLabel: z.string(), mine: z.unknown().optional(), theirs: z.unknown().optional() },
  ...{ stands: z.enum(['mine', 'theirs']), other: operations },
});
const kept = z.object({
  userId: z.string(),
  at: z.number(),
  revision: z.number(),
  pending: z.array(z.object({ clientId: z.string(), operations })),
  choices: z.array(choice),
  recent: z.array(z.object({ revision: z.number(), operations, at: z.number() })).optional(),
});

/** What a tab had not saved, or not decided, when it ended, and what it saved last: who wrote over that without having seen it is asked about. */
export interface KeptEdits {
  revision: number;
  pending: PendingBatch[];
  choices: Choice[];
  recent: RecentEdit[];
}

const prefixOf = ({ workspace, flowKey }: { workspace: string; flowKey: string }) =>
  `patchbay.kept.${workspace}.${flowKey}.`;

/** Edits that this tab has taken over and not yet made its own. */
export interface HeldEdits {
  edits: KeptEdits[];
  /** Removes them: a store has them now, and what it has is kept. */
  settle(): void;
  /** No store comes of it: they stay for the next one who looks. */
  leave(): void;
}

/**
 * Takes over what this tab kept before it was reloaded, and what tabs of the same person left that are gone. It stays in the browser under this tab's name, so that no other tab takes
 * it and nothing is lost when the draft cannot be read.
 */
export function holdKeptEdits({
  workspace,
  flowKey,
  userId,
}: {
  workspace: string;
  flowKey: string;
  userId: string;
}): HeldEdits {
  const prefix = prefixOf({ workspace, flowKey });
  const own = `${prefix}${tabName()}`;
  const found = new Map<string, KeptEdits>();
  try {
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
      const text = localStorage.getItem(name) ?? '';
      const edits = parseKeptEdits(text);
      if (!edits || edits.userId !== userId) continue;
      const isOwn = name === own || name.startsWith(`${own}.`);
      if (!isOwn && Date.now() - edits.at < GONE_MS) continue;
      found.set(isOwn ? name : taken({ name, as: `${own}.${newSession()}`, text }), edits);
    }
  } catch {
    // A browser that keeps nothing has kept nothing.
  }
  const beat = () => {
    for (const name of found.keys()) {
      const edits = parseKeptEdits(localStorage.getItem(name) ?? '');
      if (edits) write({ name, text: JSON.stringify({ ...edits, at: Date.now() }) });
    }
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return {
    edits: [...found.values()].sort((one, other) => one.revision - other.revision),
    settle() {
      clearInterval(timer);
      // Under its own name stands what the store has by now.
      for (const name of found.keys()) if (name !== own) localStorage.removeItem(name);
      found.clear();
    },
    leave: () => clearInterval(timer),
  };
}

// Removed first: there may be no room for both.
function taken({ name, as, text }: { name: string; as: string; text: string }): string {
  localStorage.removeItem(name);
  if (write({ name: as, text })) return as;
  localStorage.setItem(name, text);
  return name;
}

function write({ name, text }: { name: string; text: string }): boolean {
  try {
    localStorage.setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

export function parseKeptEdits(text: string): (KeptEdits & { userId: string; at: number }) | undefined {
  try {
    const parsed = kept.parse(JSON.parse(text));
    const choices = parsed.choices.map(
      (one): Choice => ({ ...one, field: one.field, nodeId: one.nodeId, mine: one.mine, theirs: one.theirs }),
    );
    return { ...parsed, choices, recent: parsed.recent ?? [] };
  } catch {
    return undefined;
  }
}

/** `leaving`: with what was saved last, which is kept when the tab ends and not with each key. */
export function keptEditsText({
  store,
  userId,
  at,
  leaving = false,
}: {
  store: EditorStore;
  userId: string;
  at: number;
  leaving?: boolean;
}): string {
  const { revision, pending } = store;
  const recent = leaving ? { recent: store.recent.lately(Date.now()) } : {};
  return JSON.stringify({ userId, at, revision, pending, choices: store.state.choices, ...recent });
}

/**
 * Keeps what is not saved yet in this browser, after each change, so that it is there after a reload, a crash or a closed tab. Ended by the function that it gives. Where the browser
 * has no room for it, leaving asks first. What was `held` for the store is removed once the store's own is kept.
 */
export function keepEdits({
  store,
  workspace,
  flowKey,
  userId,
  held,
}: {
  store: EditorStore;
  workspace: string;
  flowKey: string;
  userId: string;
  held: HeldEdits;
}): () => void {
  const name = `${prefixOf({ workspace, flowKey })}${tabName()}`;
  let written: string | undefined;
  let full = false;
  const keep = ({ leaving }: { leaving: boolean }) => {
    const something =
      store.pending.some((batch) => batch.operations.length > 0) ||
      store.state.choices.length > 0 ||
      (leaving && store.recent.lately(Date.now()).length > 0);
    try {
      const text = something ? keptEditsText({ store, userId, at: 0, leaving }) : '';
      if (text === written) return;
      written = text;
      if (something) localStorage.setItem(name, keptEditsText({ store, userId, at: Date.now(), leaving }));
      else localStorage.removeItem(name);
      held.settle();
      full = false;
    } catch {
      full = true;
    }
  };
  // After what was typed is drawn; before the page is left.
  let later: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    later ??= setTimeout(() => {
      later = undefined;
      keep({ leaving: false });
    }, 0);
  };
  keep({ leaving: false });
  const stop = store.subscribe(soon);
  const beat = setInterval(() => {
    written = written === '' ? '' : 'again';
    keep({ leaving: false });
  }, BEAT_MS);
  // What waits may still be sent after this, and would be made twice if it came back without the name under which it was sent.
  const leave = () => {
    store.sealAll();
    keep({ leaving: true });
  };
  const onLeave = (event: BeforeUnloadEvent) => {
    leave();
    if (full && store.pending.length > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', onLeave);
  window.addEventListener('pagehide', leave);
  return () => {
    leave();
    stop();
    clearTimeout(later);
    clearInterval(beat);
    window.removeEventListener('beforeunload', onLeave);
    window.removeEventListener('pagehide', leave);
  };
}

let tab: string | undefined;

// Stays over a reload. A tab that is duplicated while it lives takes its storage along, and gets another name.
function tabName(): string {
  if (tab !== undefined) return tab;
  try {
    const before = JSON.parse(sessionStorage.getItem(TAB) ?? '{}');
    tab = typeof before.name === 'string' && before.left === true ? String(before.name) : newSession();
    sessionStorage.setItem(TAB, JSON.stringify({ name: tab, left: false }));
    const name = tab;
    window.addEventListener('pagehide', () => sessionStorage.setItem(TAB, JSON.stringify({ name, left: true })));
    window.addEventListener('pageshow', () => sessionStorage.setItem(TAB, JSON.stringify({ name, left: false })));
  } catch {
    tab ??= newSession();
  }
  return tab;
}
