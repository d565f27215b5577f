import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import { useMemo } from 'react';
import { notifyError } from '../api/notify.ts';
import type { Command } from '../commands/command.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { focusNodeData } from '../trace/focus-node-data.ts';
import { useDebug } from './debug-context.ts';

/** What tests can be told to do, for the keys, the command palette and the sheet of shortcuts. */
export function useDebugCommands({ showTest }: { showTest(): void }): Command[] {
  const t = useTexts('debug');
  const tt = useTexts('trace');
  const { store: editor, showSide } = useEditorCore();
  const { store, runNode, pinNode, runFrom } = useDebug();
  return useMemo(() => {
    const selected = () => {
      const { selection, document } = editor.state;
      return document.nodes.filter((node) => selection.has(node.id));
    };
    const only = () => (selected().length === 1 ? selected()[0] : undefined);
    const act = (action: Parameters<typeof store.act>[0]) => void store.act(action).catch(notifyError);
    const paused = () => store.view().debug?.state === 'paused';
    const whilePaused = (action: Parameters<typeof store.act>[0]) => () => paused() && act(action);
    const commands: Command[] = [
      {
        id: 'breakpoint',
        label: t('toggleBreakpoint'),
        group: 'Test',
        keys: ['b', 'f9'],
        edits: true,
        run() {
          const nodes = selected();
          const on = nodes.some((node) => !store.view().breakpoints.has(node.id));
          for (const node of nodes) store.setBreakpoint(node.id, on);
        },
      },
      {
        id: 'clear-breakpoints',
        label: t('clearAllBreakpoints'),
        group: 'Test',
        edits: true,
        run: () => store.clearAllBreakpoints(),
      },
      {
        id: 'run-node',
        label: t('runThisNode'),
        group: 'Test',
        keys: ['r'],
        edits: true,
        run() {
          const node = only();
          if (node) runNode(node.id);
        },
      },
      {
        id: 'run-from',
        label: t('runFromHere'),
        group: 'Test',
        keys: ['shift+r'],
        edits: true,
        run() {
          const node = only();
          if (node) runFrom(node.id);
        },
      },
      {
        id: 'pin',
        label: t('pinItsOutput'),
        group: 'Test',
        keys: ['p'],
        edits: true,
        run() {
          const node = only();
          const definition = node && nodeRegistry.get(node.type);
          if (node && definition && isPinnable(definition)) pinNode(node.id);
        },
      },
      {
        id: 'node-data',
        label: tt('dataOfTheNode'),
        group: 'Test',
        keys: ['d'],
        edits: true,
        run() {
          if (editor.state.selection.size !== 1) return;
          // Neither the list of steps nor that of problems has it beside it.
          if (!window.document.querySelector('.pb-node-data')) showSide('form');
          focusNodeData();
        },
      },
      {
        id: 'pause',
        label: t('pauseOrGoOn'),
        group: 'Test',
        keys: ['f8'],
        inFields: true,
        edits: true,
        run() {
          if (!store.view().conversation) return showTest();
          act(paused() || store.view().debug?.pending === 'pause' ? 'continue' : 'pause');
        },
      },
      {
        id: 'step-over',
        label: t('nextNode'),
        group: 'Test',
        keys: ['f10'],
        inFields: true,
        edits: true,
        run: whilePaused('over'),
      },
      {
        id: 'step-into',
        label: t('intoTheCalledFlow'),
        group: 'Test',
        keys: ['f11'],
        inFields: true,
        edits: true,
        run: whilePaused('step'),
      },
      {
        id: 'stop-test',
        label: t('stopTheTurn'),
        group: 'Test',
        keys: ['shift+f8'],
        inFields: true,
        edits: true,
        run: () => act('stop'),
      },
    ];
    return commands;
  }, [t, tt, editor, showSide, store, runNode, pinNode, runFrom, showTest]);
}
