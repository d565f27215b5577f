import { flushSync } from 'react-dom';
import { notifyError } from '../api/notify.ts';
import { clipOf } from '../edits/clip.ts';
import { deleteSelection } from '../edits/delete-selection.ts';
import { withContents } from '../edits/frame-contents.ts';
import { pasteClip } from '../edits/paste-clip.ts';
import type { EditorStore } from '../editor/editor-store.ts';
import { mendSelected } from '../editor/mend-selected.ts';
import { chosenIn } from './chosen-in.ts';
import type { Command, Say } from './command.ts';
import { inlineSelected } from './inline-selected.ts';
import type { Shell } from './use-editor-commands.ts';

/** What changes what is selected, takes changes back, or looks for what is to be changed. */
export function editCommands({
  store,
  open,
  showSide,
  t,
}: { store: EditorStore; t: Say } & Pick<Shell, 'open' | 'showSide'>): Command[] {
  const selection = () => store.state.selection;
  const chosen = () => chosenIn({ document: store.document, selection: selection() });
  const copies = () => {
    const { nodes, notes, frames } = chosen();
    return nodes.some((node) => node.type !== 'start') || notes.length + frames.length > 0;
  };
  return [
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
        const enter = () => {
          const field = window.document.querySelector<HTMLElement>(
            '.pb-side [role="tabpanel"] :is(input, textarea, select, .cm-content, [data-list-head])',
          );
          field?.focus();
          return field !== null;
        };
        // At once, as a rule: what is typed next is meant for the field, and is no command.
        flushSync(() => showSide('form'));
        if (!enter()) requestAnimationFrame(enter);
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
      id: 'mend',
      label: t('mendAProblem'),
      group: 'Edit',
      keys: ['mod+.'],
      inFields: true,
      edits: true,
      run: () => mendSelected(store),
    },
  ];
}
