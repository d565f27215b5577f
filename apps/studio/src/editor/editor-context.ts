import type { NodeDefinition } from '@patchbay/node-kit';
import { createContext, useContext, useRef, useSyncExternalStore } from 'react';
import type { EditorState, EditorStore } from './editor-store.ts';

/** Where a node is to be picked for: behind a port, or anywhere. */
export interface PickRequest {
  /** Of the window, in pixels: where the list opens. In the middle without it. */
  screen?: { x: number; y: number } | undefined;
  /** Of the canvas: where the node goes. Beside the one that it follows without it. */
  position?: { x: number; y: number } | undefined;
  from?: { id: string; port: string } | undefined;
  onPicked?: ((id: string, definition: NodeDefinition) => void) | undefined;
}

/** What is shown beside the canvas. */
export type EditorSide = 'form' | 'problems' | 'preview' | 'comments';

/** What the parts of the editor share; it does not change while a flow is edited. */
interface EditorCore {
  store: EditorStore;
  flowKey: string;
  readOnly: boolean;
  /** Brings a node into view and selects it; with a path, puts the caret into that field of its form. Without a node it is the form of the flow itself. */
  reveal(id: string | undefined, path?: string): void;
  /** Shows something beside the canvas. */
  showSide(side: EditorSide): void;
  /** Opens the list of node types. */
  pickNode(request: PickRequest): void;
}

/** With what changes as one works: who reads it is drawn anew with it. */
export interface EditorValue extends EditorCore, Pick<EditorState, 'problems' | 'path'> {}

export const EditorContext = createContext<EditorCore | undefined>(undefined);

/** What the parts of the editor share, without what changes as one works. */
export function useEditorCore(): EditorCore {
  const value = useContext(EditorContext);
  if (!value) throw new Error('The editor is used outside of itself');
  return value;
}

export function useEditor(): EditorValue {
  const core = useEditorCore();
  const problems = useEditorState((state) => state.problems);
  const path = useEditorState((state) => state.path);
  return { ...core, problems, path };
}

/** A part of the editor's state; redrawn only when that part changes. */
export function useEditorState<Part>(pick: (state: EditorState) => Part): Part {
  const { store } = useEditorCore();
  const kept = useRef<{ state: EditorState; pick: typeof pick; part: Part }>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.snapshot();
    const before = kept.current;
    if (before?.state === state && before.pick === pick) return before.part;
    const picked = pick(state);
    const part = before && Object.is(before.part, picked) ? before.part : picked;
    kept.current = { state, pick, part };
    return part;
  });
}
