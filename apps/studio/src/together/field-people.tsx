import { textsOf } from '@patchbay/texts';
import { useEffect } from 'react';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { useOthers, useTogether } from './together-context.ts';

/** Marks the fields that others edit, in their colour and with their name, and tells them which one is edited here. */
export function FieldPeople(): null {
  useOwnField();
  const others = useOthers();
  const node = useEditorState(({ selection }) => (selection.size === 1 ? [...selection][0] : undefined));
  const held = others
    .flatMap(({ presence: { field }, name, color }) =>
      field && field.nodeId === node ? [{ name, color, path: field.path }] : [],
    )
    .map((one) => JSON.stringify(one))
    .join('\n');
  useEffect(() => {
    if (held === '') return;
    const people: { name: string; color: string; path: string }[] = held.split('\n').map((line) => JSON.parse(line));
    const marked = new Set<HTMLElement>();
    const mark = () => {
      for (const { name, color, path } of people) {
        const field = window.document.querySelector<HTMLElement>(`.pb-side [data-path="${CSS.escape(path)}"]`);
        if (!field || marked.has(field)) continue;
        field.dataset.heldBy = textsOf('together')('editsField', { name });
        field.style.setProperty('--pb-person', color);
        marked.add(field);
      }
    };
    mark();
    // The form of a node that was just selected is drawn a moment later, and anew when one comes back from another tab.
    const side = window.document.querySelector('.pb-side');
    const observer = new MutationObserver(mark);
    if (side) observer.observe(side, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      for (const field of marked) {
        delete field.dataset.heldBy;
        field.style.removeProperty('--pb-person');
      }
    };
  }, [held, node]);
  return null;
}

function useOwnField(): void {
  const { people } = useTogether();
  const { store } = useEditorCore();
  useEffect(() => {
    const look = () => {
      const field = window.document.activeElement?.closest<HTMLElement>('.pb-side [data-path]');
      const { selection } = store.state;
      const [nodeId] = selection;
      const path = field?.dataset.path;
      people.move({ field: path && nodeId && selection.size === 1 ? { nodeId, path } : null });
    };
    // Where the caret goes is only known after it has left.
    const soon = () => queueMicrotask(look);
    window.document.addEventListener('focusin', look);
    window.document.addEventListener('focusout', soon);
    return () => {
      window.document.removeEventListener('focusin', look);
      window.document.removeEventListener('focusout', soon);
    };
  }, [people, store]);
}
