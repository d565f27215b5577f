import { localise, type useTexts } from '@patchbay/texts';

/** Gives texts of commands in the language that is shown. */
export type Say = ReturnType<typeof useTexts<'commands'>>;

/** A point of the canvas. */
export interface Place {
  x: number;
  y: number;
}

/** Something that the editor, or any other screen, can be told to do: by a key, from the command palette, and shown on the sheet of shortcuts. */
export interface Command {
  id: string;
  label: string;
  /** What it is called beside what it acts on. */
  short?: string;
  group:
    | 'Add'
    | 'Edit'
    | 'Select'
    | 'View'
    | 'Arrange'
    | 'Flow'
    | 'Move around'
    | 'Test'
    | 'Go to'
    | 'Account'
    | 'Help';
  /** Such as `mod+shift+z`, `?`, `alt+arrowright`; the first is shown. `mod` is Ctrl, on a Mac Command. */
  keys?: readonly string[];
  /** Changes the flow, so that who may only read does not have it. */
  edits?: boolean;
  /** Also while one writes in a field or a conversation: a key with which nothing is written. */
  inFields?: boolean;
  /** Whether it can do something with what is selected now. Without it, it always can, or says itself what is missing. */
  fits?(): boolean;
  /** Left out of the palette: it is of use by its key alone. */
  hidden?: boolean;
  /** `at` is where it was asked for on the empty canvas: what adds something adds it there. */
  run(at?: Place): void;
}

/** Whether a key press is one of a command's. */
export function isKeyOf({ event, keys }: { event: KeyboardEvent; keys: readonly string[] }): boolean {
  return keys.some((key) => {
    const [, before = '', last = ''] = /^(.*\+)?(.+)$/.exec(key) ?? [];
    const parts = before.split('+');
    const mod = parts.includes('mod');
    if ((event.ctrlKey || event.metaKey) !== mod || event.altKey !== parts.includes('alt')) return false;
    // A character that needs Shift on some keyboards is asked for as it comes out.
    if (last.length === 1 && !/[a-z0-9]/.test(last)) return event.key === last;
    return event.shiftKey === parts.includes('shift') && event.key.toLowerCase() === last;
  });
}

const names: Record<string, string> = {
  mod: /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '') ? '⌘' : 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  arrowleft: '←',
  arrowright: '→',
  arrowup: '↑',
  arrowdown: '↓',
  delete: 'Del',
  escape: 'Esc',
  enter: 'Enter',
  tab: 'Tab',
  home: 'Home',
  end: 'End',
};

/** A key as it is shown. */
export function keyText(key: string): string {
  return key
    .split('+')
    .map((part) => localise(names[part] ?? part.toUpperCase()))
    .join('+');
}
