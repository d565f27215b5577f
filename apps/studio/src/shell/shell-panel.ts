import { useSyncExternalStore } from 'react';
import { holdKeys, letKeysGo } from '../commands/keys-ahead.ts';

/** What opens over any screen but the editor, which has panels of its own. */
export type ShellPanel = 'palette' | 'shortcuts' | 'new-flow' | 'sign-out';

const listeners = new Set<() => void>();
let current: ShellPanel | undefined;

/** Opens a panel over the screen, in the place of another; undefined closes it. */
export function openShellPanel(panel: ShellPanel | undefined): void {
  // What is typed while its code is fetched is searched for.
  if (panel !== 'palette') letKeysGo();
  else if (current !== 'palette') holdKeys();
  current = panel;
  for (const tell of listeners) tell();
}

export function useShellPanel(): ShellPanel | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
