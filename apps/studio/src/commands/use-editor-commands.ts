import { useTexts } from '@patchbay/texts';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { viewOf } from '../canvas/view-of.ts';
import { useEditorCore } from '../editor/editor-context.ts';
import { addCommands } from './add-commands.ts';
import { arrangeCommands } from './arrange-commands.ts';
import type { Command } from './command.ts';
import { editCommands } from './edit-commands.ts';
import { selectCommands } from './select-commands.ts';
import { viewCommands } from './view-commands.ts';

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

export interface Shell {
  open(panel: EditorPanel): void;
  showSide(side: 'form' | 'problems' | 'preview' | 'comments'): void;
  toggleOutline(): void;
  togglePalette(): void;
}

/** All that the editor can be told to do, in one list: keys, command palette and the sheet of shortcuts come from it. */
export function useEditorCommands(shell: Shell): Command[] {
  const { store, pickNode, reveal } = useEditorCore();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  const t = useTexts('commands');
  const { open, showSide, toggleOutline, togglePalette } = shell;
  return useMemo(
    () => [
      ...addCommands({
        store,
        flow,
        pickNode,
        view: () => viewOf(canvas.getState()),
        connect: () => open('connect'),
        t,
      }),
      ...editCommands({ store, open, showSide, t }),
      ...viewCommands({ store, flow, open, showSide, toggleOutline, togglePalette, t }),
      ...arrangeCommands({ store, flow }),
      ...selectCommands({ store, flow, reveal, go: () => open('go'), t }),
    ],
    [store, flow, canvas, pickNode, reveal, open, showSide, toggleOutline, togglePalette, t],
  );
}
