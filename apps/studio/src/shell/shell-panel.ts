import { useSyncExternalStore } from 'react';

/** What opens over any screen but the editor, which has panels of its own. */
export type ShellPanel = 'palette' | 'shortcuts' | 'new-flow';

const listeners = new Set<() => void>();
let current: ShellPanel | undefined;

/** Opens a panel over the screen, in the place of another; undefined closes it. */
export function openShellPanel(panel: ShellPanel | undefined): void {
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
