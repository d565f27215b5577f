import type { Step } from '@patchbay/api-contract';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { DebugStore, DebugView } from './debug-store.ts';

/** What can be asked for from anywhere in the editor. */
export interface DebugValue {
  store: DebugStore;
  /** Opens the dialog that runs one node. */
  runNode(nodeId: string): void;
  /** Opens the dialog that pins an output to a node: that of a step, else of its last. */
  pinNode(nodeId: string, step?: Step): void;
  /** Begins a test at a node, with what the last one knew there. */
  runFrom(nodeId: string): void;
}

export const DebugContext = createContext<DebugValue | undefined>(undefined);

export function useDebug(): DebugValue {
  const value = useContext(DebugContext);
  if (!value) throw new Error('Debugging is used outside of the editor');
  return value;
}

/** A part of what is known of the test; redrawn only when that part changes. */
export function useDebugState<Part>(pick: (view: DebugView) => Part): Part {
  const { store } = useDebug();
  const kept = useRef<{ view: DebugView; pick: typeof pick; part: Part }>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    const view = store.view();
    const before = kept.current;
    if (before?.view === view && before.pick === pick) return before.part;
    const part = pick(view);
    kept.current = { view, pick, part };
    return part;
  });
}
