import { useTexts } from '@patchbay/texts';
import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { useEditorCore } from '../editor/editor-context.ts';
import { notifyError } from '../api/notify.ts';
import { clipOf, clipText, readClip } from '../edits/clip.ts';
import { withContents } from '../edits/frame-contents.ts';
import { boxAround, boxesOf } from '../edits/board.ts';
import { deleteSelection } from '../edits/delete-selection.ts';
import { pasteClip } from '../edits/paste-clip.ts';
import { isWriting } from './is-writing.ts';

/** Copy, cut and paste as text: within a flow, between flows, windows and installations. */
export function useClipboard(): void {
  const t = useTexts('commands');
  const { store, readOnly } = useEditorCore();
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (isWriting(event.target) || window.getSelection()?.toString()) return;
      const { document } = store;
      const ids = withContents({ document, ids: store.state.selection });
      const clip = clipOf({ document, ids });
      if (!clip) return;
      event.clipboardData?.setData('text/plain', clipText(clip));
      event.preventDefault();
      if (event.type !== 'cut' || readOnly) return;
      const operations = deleteSelection({ document, ids });
      if (store.apply(operations, { label: t('cut', { count: clip.nodes.length || 1 }) })) store.select([]);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isWriting(event.target) || readOnly) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const clip = readClip(text);
      if (!clip) {
        if (text.trim() !== '') notifyError(new Error(t('holdsNoNodes')));
        return;
      }
      event.preventDefault();
      // Where it was copied when that is in view, else into the middle of the view.
      const from = screenToFlowPosition({ x: 0, y: 0 });
      const to = screenToFlowPosition({ x: window.innerWidth, y: window.innerHeight });
      const around = boxAround(boxesOf({ document: clip }));
      const inView =
        around && around.x >= from.x && around.x + around.width <= to.x && around.y >= from.y && around.y <= to.y;
      const middle = { x: (from.x + to.x - (around?.width ?? 0)) / 2, y: (from.y + to.y - (around?.height ?? 0)) / 2 };
      const { ids, operations } = pasteClip({
        document: store.document,
        clip,
        at: inView ? undefined : { x: Math.round(middle.x), y: Math.round(middle.y) },
      });
      if (store.apply(operations, { label: t('pasted', { count: ids.length }) })) store.select(ids);
    };
    window.document.addEventListener('copy', onCopy);
    window.document.addEventListener('cut', onCopy);
    window.document.addEventListener('paste', onPaste);
    return () => {
      window.document.removeEventListener('copy', onCopy);
      window.document.removeEventListener('cut', onCopy);
      window.document.removeEventListener('paste', onPaste);
    };
  }, [store, readOnly, screenToFlowPosition, t]);
}
