import type { FlowProblem } from '@patchbay/flow-spec';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { EditorState, EditorStore } from './editor-store.ts';

export interface EditorValue {
  store: EditorStore;
  readOnly: boolean;
  /** Problems by node id; those of the flow itself under ``. */
  problems: ReadonlyMap<string, FlowProblem[]>;
  /** Nodes that the preview has gone through, and the one it is at. */
  path: {
    visited: ReadonlySet<string>;
    current: string | undefined;
    /** What each node was last given, with its templates filled in. */
    given: ReadonlyMap<string, unknown>;
  };
  /** Brings a node into view and selects it; with a path, puts the caret into that field of its form. */
  reveal(id: string, path?: string): void;
}

export const EditorContext = createContext<EditorValue | undefined>(undefined);

export function useEditor(): EditorValue {
  const value = useContext(EditorContext);
  if (!value) throw new Error('useEditor is used outside of the editor');
  return value;
}

/** A part of the editor's state; redrawn only when that part changes. */
export function useEditorState<Part>(pick: (state: EditorState) => Part): Part {
  const { store } = useEditor();
  const kept = useRef<{ state: EditorState; part: Part }>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.snapshot();
    if (kept.current?.state !== state) {
      const part = pick(state);
      kept.current = { state, part: kept.current && Object.is(kept.current.part, part) ? kept.current.part : part };
    }
    return kept.current.part;
  });
}
