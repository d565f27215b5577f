import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { useTexts } from '@patchbay/texts';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { notifyError } from '../api/notify.ts';
import { isInView, viewOf } from '../canvas/view-of.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { type Added, addFrame, addNote } from '../edits/add-to-board.ts';
import { boxAround, boxesOf, centreOf } from '../edits/board.ts';
import { clipOf } from '../edits/clip.ts';
import { withContents } from '../edits/frame-contents.ts';
import { deleteSelection } from '../edits/delete-selection.ts';
import { pasteClip } from '../edits/paste-clip.ts';
import { mendSelected } from '../editor/mend-selected.ts';
import { placeToAdd, positionsOf } from '../editor/new-node.ts';
import { goToTourStep } from '../tour/tour-state.ts';
import { arrangeCommands } from './arrange-commands.ts';
import { chosenIn } from './chosen-in.ts';
import type { Command, Place } from './command.ts';
import { inlineSelected } from './inline-selected.ts';
import { pathCommands } from './path-commands.ts';
import { extend, walk } from './walk.ts';

/** Panels and dialogs that a command can open. */
export type EditorPanel =
  | 'palette'
  | 'shortcuts'
  | 'history'
  | 'find'
  | 'connect'
  | 'go'
  | 'rename-variable'
  | 'extract'
  | 'publish'
  | 'versions';

interface Shell {
  open(panel: EditorPanel): void;
  showSide(side: 'form' | 'problems' | 'preview' | 'comments'): void;
  toggleOutline(): void;
  togglePalette(): void;
}

const extensions = [
  ['right', 'alsoAlongThePath'],
  ['left', 'alsoBackAlongThePath'],
  ['up', 'alsoTheCardAbove'],
  ['down', 'alsoTheCardBelow'],
] as const;

/** All that the editor can be told to do, in one list: keys, command palette and the sheet of shortcuts come from it. */
export function useEditorCommands(shell: Shell): Command[] {
  const t = useTexts('commands');
  const { store, pickNode, reveal } = useEditorCore();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  const { open, showSide, toggleOutline, togglePalette } = shell;
  return useMemo(() => {
    const selection = () => store.state.selection;
    const chosen = () => chosenIn({ document: store.document, selection: selection() });
    const copies = () => {
      const { nodes, notes, frames } = chosen();
      return nodes.some((node) => node.type !== 'start') || notes.length + frames.length > 0;
    };
    const only = () => (selection().size === 1 ? [...selection()][0] : undefined);
    const middle = () => {
      const { x, y, width, height } = viewOf(canvas.getState());
      return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
    };
    const zoomTo = () => {
      const box = boxAround(boxesOf({ document: store.document, ids: selection() }));
      if (box) void flow.fitBounds(box, { padding: 0.3, duration: 250 });
    };
    const added = ({ id, operations }: Added) => {
      if (!store.apply(operations)) return;
      store.select([id]);
      const [box] = boxesOf({ document: store.document, ids: new Set([id]) });
      if (!box || isInView({ box, view: viewOf(canvas.getState()) })) return;
      void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: flow.getZoom(), duration: 200 });
    };
    const go = (way: 'left' | 'right' | 'up' | 'down') => () => {
      const next = walk({ document: store.document, from: [...selection()].at(-1), way });
      if (next !== undefined) reveal(next);
    };
    const extendTo = (way: 'left' | 'right' | 'up' | 'down') => () => {
      const next = extend({ document: store.document, selection: selection(), way });
      if (next === undefined) return;
      store.select([...selection(), next]);
      const place = centreOf({ document: store.document, id: next });
      if (place) void flow.setCenter(place.x, place.y, { zoom: Math.max(flow.getZoom(), 0.7), duration: 200 });
    };
    const addNext = (place?: Place) => {
      if (place) return pickNode({ screen: flow.flowToScreenPosition(place), position: place });
      const from = placeToAdd({ document: store.document, item: only() });
      const at = from && positionsOf(store.document)[from.id];
      pickNode({
        screen: at && flow.flowToScreenPosition({ x: at.x + 260, y: at.y }),
        from: from?.port === undefined ? undefined : { id: from.id, port: from.port },
        position: at ? undefined : middle(),
      });
    };
    const commands: Command[] = [
      { id: 'add', label: t('addTheNextNode'), group: 'Add', keys: ['a'], edits: true, run: addNext },
      {
        id: 'connect',
        label: t('connectToAnotherNode'),
        group: 'Add',
        keys: ['c'],
        edits: true,
        run: () => only() !== undefined && open('connect'),
      },
      {
        id: 'note',
        label: t('addANote'),
        group: 'Add',
        keys: ['n'],
        edits: true,
        run: (at) => added(addNote({ document: store.document, near: at ?? middle() })),
      },
      {
        id: 'frame',
        label: t('addAFrameAroundWhat'),
        short: t('frameAround'),
        group: 'Add',
        keys: ['f'],
        edits: true,
        run: (at) => added(addFrame({ document: store.document, ids: at ? new Set() : selection(), near: at ?? middle() })),
      },
      { id: 'undo', label: t('undo'), group: 'Edit', keys: ['mod+z'], edits: true, run: () => store.undo() },
      {
        id: 'redo',
        label: t('redo'),
        group: 'Edit',
        keys: ['mod+shift+z', 'mod+y'],
        edits: true,
        run: () => store.redo(),
      },
      // The keys are the browser's own, which tell the page of a copy and a cut.
      { id: 'copy', label: t('copy'), group: 'Edit', fits: copies, run: () => window.document.execCommand('copy') },
      {
        id: 'cut',
        label: t('cutOut'),
        group: 'Edit',
        edits: true,
        fits: copies,
        run: () => window.document.execCommand('cut'),
      },
      {
        id: 'duplicate',
        label: t('duplicate'),
        group: 'Edit',
        keys: ['mod+d'],
        edits: true,
        fits: copies,
        run: () => {
          const { document } = store;
          const clip = clipOf({ document, ids: withContents({ document, ids: selection() }) });
          if (!clip) return;
          const { ids, operations } = pasteClip({ document, clip });
          if (store.apply(operations, { label: t('duplicated', { count: ids.length }) })) store.select(ids);
        },
      },
      {
        id: 'delete',
        label: t('delete'),
        group: 'Edit',
        keys: ['delete', 'backspace'],
        edits: true,
        run: () => {
          const { nodes, notes, frames, paths } = chosen();
          if (!store.apply(deleteSelection({ document: store.document, ids: selection() }))) return;
          // Who took out a path by keys goes on from where it began.
          const [path] = nodes.length + notes.length + frames.length === 0 ? paths : [];
          store.select(path ? [path.from] : []);
        },
      },
      {
        id: 'extract',
        label: t('extractSubflow'),
        group: 'Edit',
        keys: ['e'],
        edits: true,
        fits: () => chosen().nodes.length > 0,
        run: () => open('extract'),
      },
      {
        id: 'inline',
        label: t('inlineSubflow'),
        group: 'Edit',
        keys: ['i'],
        edits: true,
        fits: () => selection().size === 1 && chosen().nodes.some((node) => node.type === 'subflow'),
        run: () => void inlineSelected(store).catch(notifyError),
      },
      {
        id: 'form',
        label: t('openTheForm'),
        group: 'Edit',
        keys: ['enter', 'f2'],
        run: () => {
          showSide('form');
          requestAnimationFrame(() =>
            window.document
              .querySelector<HTMLElement>('.pb-side [role="tabpanel"] :is(input, textarea, select, .cm-content)')
              ?.focus(),
          );
        },
      },
      { id: 'find', label: t('findAndReplace'), group: 'Edit', keys: ['mod+f', 'mod+h'], run: () => open('find') },
      {
        id: 'rename-variable',
        label: t('renameAVariableEverywhere'),
        group: 'Edit',
        edits: true,
        run: () => open('rename-variable'),
      },
      {
        id: 'history',
        label: t('historyOfThisSession'),
        group: 'Edit',
        keys: ['mod+shift+h'],
        run: () => open('history'),
      },
      {
        id: 'all',
        label: t('selectAll'),
        group: 'Select',
        keys: ['mod+a'],
        run: () => store.select(boxesOf({ document: store.document }).map((box) => box.id)),
      },
      ...extensions.map(
        ([way, label]): Command => ({
          id: `extend-${way}`,
          label: t(label),
          group: 'Select',
          keys: [`shift+arrow${way}`],
          hidden: true,
          run: extendTo(way),
        }),
      ),
      { id: 'none', label: t('selectNothing'), group: 'Select', keys: ['escape'], run: () => store.select([]) },
      {
        id: 'fit',
        label: t('showTheWholeFlow'),
        group: 'View',
        keys: ['shift+1', '!'],
        run: () => void flow.fitView({ maxZoom: 1, padding: 0.12, duration: 250 }),
      },
      { id: 'zoom', label: t('zoomToWhatIsSelected'), group: 'View', keys: ['shift+2', '"', '@'], run: zoomTo },
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
          showSide('problems');
          focusWhenDrawn('.pb-side .pb-problem[tabindex="0"]');
        },
      },
      {
        id: 'mend',
        label: t('mendAProblem'),
        group: 'Edit',
        keys: ['mod+.'],
        inFields: true,
        edits: true,
        run: () => mendSelected(store),
      },
      {
        id: 'comments',
        label: t('comments'),
        group: 'View',
        keys: ['m'],
        run: () => {
          showSide('comments');
          focusWhenDrawn('.pb-side [role="tabpanel"] .pb-comment-area textarea');
        },
      },
      {
        id: 'preview',
        label: t('tryIt'),
        group: 'View',
        keys: ['t'],
        run: () => {
          showSide('preview');
          focusWhenDrawn('.pb-preview .pb-conversation :is(textarea, input:not([type="file"])):enabled');
        },
      },
      { id: 'publish', label: t('publish'), group: 'Flow', keys: ['shift+p'], edits: true, run: () => open('publish') },
      { id: 'versions', label: t('versions'), group: 'Flow', keys: ['shift+v'], run: () => open('versions') },
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
      ...arrangeCommands({ store, flow }),
      ...pathCommands({ store, reveal }),
      { id: 'go', label: t('goToANode'), group: 'Move around', keys: ['g', 'mod+p'], run: () => open('go') },
      {
        id: 'right',
        label: t('alongThePath'),
        group: 'Move around',
        keys: ['arrowright'],
        hidden: true,
        run: go('right'),
      },
      {
        id: 'left',
        label: t('backAlongThePath'),
        group: 'Move around',
        keys: ['arrowleft'],
        hidden: true,
        run: go('left'),
      },
      { id: 'up', label: t('toTheCardAbove'), group: 'Move around', keys: ['arrowup'], hidden: true, run: go('up') },
      {
        id: 'down',
        label: t('toTheCardBelow'),
        group: 'Move around',
        keys: ['arrowdown'],
        hidden: true,
        run: go('down'),
      },
    ];
    return commands;
  }, [store, flow, canvas, pickNode, reveal, open, showSide, toggleOutline, togglePalette, t]);
}
