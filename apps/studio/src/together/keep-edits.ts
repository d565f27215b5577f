import type { EditorStore } from '../editor/editor-store.ts';
import { type HeldEdits, holdEditsOfGone } from './hold-kept-edits.ts';
import { BEAT_MS, type KeptEdits, keptEditsText, prefixOf, type Whose } from './kept-edits.ts';
import { tabName } from './tab-name.ts';

/**
 * Keeps what is not saved yet in this browser, after each change, so that it is there after a reload, a crash or a closed tab. Ended by the function that it gives. Where the browser
 * has no room for it, leaving asks first. What was `held` for the store is removed once the store's own is kept. With `read`, which gives a store of the draft as it is now and of kept
 * edits, those of tabs that died meanwhile are taken over as well.
 */
export function keepEdits({
  store,
  held,
  read,
  ...whose
}: Whose & {
  store: EditorStore;
  held: HeldEdits;
  read?: (kept: readonly KeptEdits[]) => Promise<EditorStore>;
}): () => void {
  const { userId } = whose;
  const name = `${prefixOf(whose)}${tabName()}`;
  const adopted = [held];
  let written: string | undefined;
  let full = false;
  // From when the page is hidden for good until it is shown again, if ever.
  let left = false;
  const keep = ({ leaving = left }: { leaving?: boolean } = {}) => {
    const something =
      store.pending.some((batch) => batch.operations.length > 0) ||
      store.state.choices.length > 0 ||
      (leaving && store.recent.lately(Date.now()).length > 0);
    const { hidden } = window.document;
    try {
      const text = something ? keptEditsText({ store, userId, at: 0, leaving, hidden }) : '';
      if (text !== written && something)
        localStorage.setItem(name, keptEditsText({ store, userId, at: Date.now(), leaving, hidden }));
      else if (text !== written) localStorage.removeItem(name);
      written = text;
      for (const one of adopted.splice(0)) one.settle();
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
      keep();
    }, 0);
  };
  keep();
  const stop = store.subscribe(soon);
  const takeOver = read ? takingOver({ store, whose, read, onAdopted: (one) => adopted.push(one) }) : undefined;
  const beat = setInterval(() => {
    written = written === '' ? '' : 'again';
    keep();
    void takeOver?.look();
  }, BEAT_MS);
  // It may be taken over from now on, and also come back: nothing more comes to what another tab may send.
  const leave = () => {
    store.close();
    keep({ leaving: true });
  };
  const onLeave = (event: BeforeUnloadEvent) => {
    leave();
    if (full && store.pending.length > 0) event.preventDefault();
  };
  // Out of sight, a tab may be put to sleep before a timer fires.
  const onSeen = () => keep();
  const onHide = () => {
    left = true;
    leave();
  };
  const onShow = () => {
    left = false;
    keep();
  };
  window.addEventListener('beforeunload', onLeave);
  window.addEventListener('pagehide', onHide);
  window.addEventListener('pageshow', onShow);
  window.addEventListener('visibilitychange', onSeen);
  return () => {
    leave();
    stop();
    clearTimeout(later);
    clearInterval(beat);
    takeOver?.end();
    window.removeEventListener('beforeunload', onLeave);
    window.removeEventListener('pagehide', onHide);
    window.removeEventListener('pageshow', onShow);
    window.removeEventListener('visibilitychange', onSeen);
  };
}

/** Looks for edits of tabs that died without a word, and gives them to a store that has saved its own. */
function takingOver({
  store,
  whose,
  read,
  onAdopted,
}: {
  store: EditorStore;
  whose: Whose;
  read(kept: readonly KeptEdits[]): Promise<EditorStore>;
  onAdopted(held: HeldEdits): void;
}) {
  let held: HeldEdits | undefined;
  let busy = false;
  let ended = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      held ??= holdEditsOfGone(whose);
      if (held.edits.length > 0) {
        const theirs = await read(held.edits);
        // Otherwise at the next look.
        if (ended || store.pending.length > 0 || theirs.revision !== store.revision) return;
        onAdopted(held);
        store.adopt({
          pending: theirs.pending,
          choices: theirs.state.choices,
          recent: theirs.recent.lately(Date.now()),
        });
      }
      held = undefined;
    } catch {
      // They stay held until the draft can be read.
    } finally {
      busy = false;
    }
  };
  return {
    look,
    end() {
      ended = true;
      held?.leave();
    },
  };
}
