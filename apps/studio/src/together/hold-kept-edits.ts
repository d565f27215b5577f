import { newSession } from '../editor/draft-entry.ts';
import { BEAT_MS, formerPrefixOf, type KeptEdits, parseKeptEdits, prefixOf, type Whose } from './kept-edits.ts';
import { tabName } from './tab-name.ts';

/**
 * Milliseconds. A tab that did not say for so long that it lives is gone, and its edits are taken over by the next one, or by one that is open. It may also sleep: that nothing is made
 * twice or lost then is up to the names of its batches (`UnsavedBatches`).
 */
const GONE_MS = 12_000;
/** Out of sight, browsers let a tab say so once a minute. */
const HIDDEN_GONE_MS = 72_000;

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
export function holdKeptEdits(whose: Whose): HeldEdits {
  return hold({ whose, isOpening: true });
}

/** Takes over what tabs of the same person left that died without a word while this one has the flow open. One that is loading anew comes back for its own. */
export function holdEditsOfGone(whose: Whose): HeldEdits {
  return hold({ whose, isOpening: false });
}

function hold({ whose, isOpening }: { whose: Whose; isOpening: boolean }): HeldEdits {
  const prefixes = [prefixOf(whose), formerPrefixOf(whose)];
  const own = `${prefixOf(whose)}${tabName()}`;
  const found = new Map<string, KeptEdits>();
  try {
    for (const name of Object.keys(localStorage)) {
      const prefix = prefixes.find((one) => name.startsWith(one));
      if (prefix === undefined) continue;
      const ofThisTab = `${prefix}${tabName()}`;
      const isOwn = name === ofThisTab || name.startsWith(`${ofThisTab}.`);
      if (isOwn && !isOpening) continue;
      const text = localStorage.getItem(name) ?? '';
      const edits = parseKeptEdits(text);
      if (!edits || edits.userId !== whose.userId) continue;
      const { at, left = false, hidden = false } = edits;
      const isGone = (isOpening && left) || Date.now() - at >= (hidden && !isOpening ? HIDDEN_GONE_MS : GONE_MS);
      if (!isOwn && !isGone) continue;
      const stays = isOwn && prefix === prefixes[0];
      found.set(stays ? name : taken({ name, as: `${own}.${newSession()}`, text }), edits);
    }
  } catch {
    // A browser that keeps nothing has kept nothing.
  }
  const say = ({ left }: { left: boolean }) => {
    for (const name of found.keys()) {
      const edits = parseKeptEdits(localStorage.getItem(name) ?? '');
      if (edits) write({ name, text: JSON.stringify({ ...edits, at: Date.now(), left }) });
    }
  };
  say({ left: false });
  const timer = found.size > 0 ? setInterval(() => say({ left: false }), BEAT_MS) : undefined;
  return {
    edits: [...found.values()].sort((one, other) => one.revision - other.revision),
    settle() {
      clearInterval(timer);
      // Under its own name stands what the store has by now.
      for (const name of found.keys()) if (name !== own) localStorage.removeItem(name);
      found.clear();
    },
    leave() {
      clearInterval(timer);
      say({ left: true });
    },
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
