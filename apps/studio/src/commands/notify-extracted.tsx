import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { textsOf } from '@patchbay/texts';
import type { EditorStore } from '../editor/editor-store.ts';

const shown = new Set<() => void>();

/** Tells that a subflow was made, for as long as a toast with undo is there: less where the node that calls it goes before, or the editor is left. */
export function notifyExtracted({
  store,
  nodeId,
  name,
  open,
}: {
  store: EditorStore;
  /** Of the node that calls it. */
  nodeId: string;
  name: string;
  open(): void;
}): void {
  const t = textsOf('commands');
  const hide = () => notifications.hide(id);
  const id = notifications.show({
    color: 'teal',
    autoClose: 12_000,
    title: t('extracted', { name }),
    message: (
      <>
        {t('extractedHint')} {/* What is told stands outside the router. */}
        <Anchor
          component="button"
          type="button"
          size="sm"
          onClick={() => {
            hide();
            open();
          }}
        >
          {t('openIt')}
        </Anchor>
      </>
    ),
    onClose: () => {
      leave();
      shown.delete(hide);
    },
  });
  const leave = store.subscribe(() => {
    if (!store.document.nodes.some((node) => node.id === nodeId)) hide();
  });
  shown.add(hide);
}

/** What was told of an editor that is left. */
export function hideExtracted(): void {
  for (const hide of shown) hide();
}
