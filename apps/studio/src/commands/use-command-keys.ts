import { useEffect, useRef } from 'react';
import { keepCaret } from '../together/keep-caret.ts';
import { type Command, isKeyOf } from './command.ts';
import { hearKeys } from './keys-ahead.ts';
import { inDialog, isBehindDialog, isWriting, noteDialog, takesBack } from './is-writing.ts';

/** Runs commands by their keys. Fields in which one writes keep theirs, but for those that a browser has no use for. */
export function useCommandKeys({ commands, readOnly }: { commands: readonly Command[]; readOnly: boolean }): void {
  const latest = useRef({ commands, readOnly });
  useEffect(() => {
    latest.current = { commands, readOnly };
  });
  useEffect(() => {
    let behind = false;
    // Before a dialog hears the key: by Escape it is gone when the command would be looked for.
    const onFirst = (event: KeyboardEvent) => {
      behind = isBehindDialog(event.target);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const writing = isWriting(event.target);
      const command = latest.current.commands.find((one) => {
        if (!one.keys || !isKeyOf({ event, keys: one.keys })) return false;
        if (behind) return one.id === 'palette';
        if (one.id === 'undo' || one.id === 'redo') return !takesBack(event.target);
        return !writing || one.id === 'palette' || (one.inFields === true && !inDialog(event.target));
      });
      if (!command || (command.edits && latest.current.readOnly)) return;
      // Buttons and links are pressed by Enter and Space, and a tree moves by its own keys.
      if (
        event.target instanceof HTMLElement &&
        event.target.closest('button, a, [role="tab"]') &&
        event.key === 'Enter'
      )
        return;
      event.preventDefault();
      // In a field the caret stays behind the same words.
      if (command.id === 'undo' || command.id === 'redo') keepCaret();
      command.run();
    };
    window.addEventListener('focusin', noteDialog);
    window.addEventListener('keydown', onFirst, true);
    document.addEventListener('keydown', onKey);
    const palette = () => latest.current.commands.find((one) => one.id === 'palette');
    const leave = palette() && hearKeys(() => palette()?.run());
    return () => {
      leave?.();
      window.removeEventListener('focusin', noteDialog);
      window.removeEventListener('keydown', onFirst, true);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
