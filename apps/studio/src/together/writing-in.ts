import type { EditorStore } from '../editor/editor-store.ts';

const FIELDS = '.pb-with-data :is(input, textarea, select, [contenteditable="true"])';

const ON_CANVAS = '.react-flow__node :is(input, textarea)';

/** The node, note or frame in whose form one is, or in which one writes on the canvas, as the canvas calls it. */
export function writingIn(store: EditorStore): string | undefined {
  const field = window.document.activeElement;
  if (field?.matches(ON_CANVAS)) return field.closest<HTMLElement>('.react-flow__node')?.dataset.id;
  const [only, more] = store.state.selection;
  return more === undefined && field?.matches(FIELDS) ? only : undefined;
}
