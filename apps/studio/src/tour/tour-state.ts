import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let current: number | undefined;

/** Begins the tour at its first step, or takes it to another; undefined ends it. */
export function goToTourStep(step: number | undefined): void {
  current = step;
  for (const tell of listeners) tell();
}

/** Which step of the tour is shown; undefined while there is none. */
export function useTourStep(): number | undefined {
  return useSyncExternalStore(subscribe, () => current);
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
