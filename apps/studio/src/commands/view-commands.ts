import type { useReactFlow } from '@xyflow/react';
import { flushSync } from 'react-dom';
import { boxAround, boxesOf } from '../edits/board.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { goToTourStep } from '../tour/tour-state.ts';
import type { Command, Say } from './command.ts';
import type { Shell } from './use-editor-commands.ts';

/** What is shown: how much of the canvas, and what beside and above it. */
export function viewCommands({
  store,
  flow,
  open,
  showSide,
  toggleOutline,
  togglePalette,
  t,
}: { store: EditorStore; flow: ReturnType<typeof useReactFlow>; t: Say } & Shell): Command[] {
  // At once: what is typed next is meant for what is shown, and is no command.
  const show = (side: Parameters<typeof showSide>[0]) => flushSync(() => showSide(side));
  const zoomTo = () => {
    const box = boxAround(boxesOf({ document: store.document, ids: store.state.selection }));
    if (box) void flow.fitBounds(box, { padding: 0.3, duration: 250 });
  };
  return [
    {
      id: 'fit',
      label: t('showTheWholeFlow'),
      group: 'View',
      keys: ['shift+1', '!'],
      run: () => void flow.fitView({ maxZoom: 1, padding: 0.12, duration: 250 }),
    },
    { id: 'zoom', label: t('zoomToWhatIsSelected'), group: 'View', keys: ['shift+2', '"', '@'], run: zoomTo },
    {
      id: 'actual',
      label: t('zoomToActualSize'),
      group: 'View',
      keys: ['0'],
      run: () => void flow.zoomTo(1, { duration: 120 }),
    },
    { id: 'in', label: t('zoomIn'), group: 'View', keys: ['+', '='], run: () => void flow.zoomIn({ duration: 120 }) },
    { id: 'out', label: t('zoomOut'), group: 'View', keys: ['-'], run: () => void flow.zoomOut({ duration: 120 }) },
    { id: 'outline', label: t('outlineOrCanvas'), group: 'View', keys: ['o'], run: toggleOutline },
    { id: 'nodes', label: t('showOrHideTheList'), group: 'View', run: togglePalette },
    {
      id: 'problems',
      label: t('problems'),
      group: 'View',
      keys: ['x'],
      run: () => {
        show('problems');
        focusWhenDrawn('.pb-side .pb-problem[tabindex="0"]');
      },
    },
    {
      id: 'comments',
      label: t('comments'),
      group: 'View',
      keys: ['m'],
      run: () => {
        show('comments');
        focusWhenDrawn('.pb-side [role="tabpanel"] .pb-comment-area textarea');
      },
    },
    {
      id: 'preview',
      label: t('tryIt'),
      group: 'View',
      keys: ['t'],
      run: () => {
        show('preview');
        focusWhenDrawn('.pb-preview .pb-conversation :is(textarea, input:not([type="file"])):enabled', '.pb-side');
      },
    },
    {
      id: 'palette',
      label: t('allCommands'),
      group: 'View',
      keys: ['mod+k'],
      hidden: true,
      run: () => open('palette'),
    },
    { id: 'tour', label: t('takeTheTour'), group: 'View', run: () => goToTourStep(0) },
    { id: 'shortcuts', label: t('keyboardShortcuts'), group: 'View', keys: ['?'], run: () => open('shortcuts') },
    { id: 'publish', label: t('publish'), group: 'Flow', keys: ['shift+p'], edits: true, run: () => open('publish') },
    { id: 'versions', label: t('versions'), group: 'Flow', keys: ['shift+v'], run: () => open('versions') },
  ];
}
