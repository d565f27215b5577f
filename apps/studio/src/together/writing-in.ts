import type { EditorStore } from '../editor/editor-store.ts';

const FIELDS = '.pb-with-data :is(input, textarea, select, [contenteditable="true"])';

/** Id of the node in whose form one is. */
export function writingIn(store: EditorStore): string | undefined {
  const [only, more] = store.state.selection;
  return more === undefined && window.document.activeElement?.matches(FIELDS) ? only : undefined;
}
