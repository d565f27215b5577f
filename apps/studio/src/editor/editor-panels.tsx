import { Modal } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { flushSync } from 'react-dom';
import type { Command } from '../commands/command.ts';
import { EditorPalette } from '../commands/editor-palette.tsx';
import { EditorShortcuts } from '../commands/editor-shortcuts.tsx';
import { ExtractDialog } from '../commands/extract-dialog.tsx';
import type { EditorPanel } from '../commands/use-editor-commands.ts';
import { useNodeItems } from '../commands/use-node-items.tsx';
import { PickList } from '../palette/pick-list.tsx';
import { ConnectPicker } from './connect-picker.tsx';
import { useEditorCore } from './editor-context.ts';
import { FindPanel } from './find-panel.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { useFocusBack } from './use-focus-back.ts';
import { RenameVariableDialog } from './rename-variable-dialog.tsx';

interface Props {
  panel: EditorPanel | undefined;
  commands: readonly Command[];
  onClose(): void;
}

/** The panel or dialog that a command opened. What had the focus has it again when it is closed. */
export function EditorPanels({ panel, ...rest }: Props): JSX.Element | null {
  // The toolbar has these.
  if (panel === undefined || panel === 'publish' || panel === 'versions') return null;
  return <Opened key={panel} panel={panel} {...rest} />;
}

interface OpenedProps extends Omit<Props, 'panel'> {
  panel: Exclude<EditorPanel, 'publish' | 'versions'>;
}

function Opened({ panel, commands, onClose }: OpenedProps): JSX.Element {
  useFocusBack();
  switch (panel) {
    case 'palette':
      // At once: what is typed after its key is meant for it.
      return <EditorPalette commands={commands} onClose={onClose} />;
    case 'shortcuts':
      return <EditorShortcuts commands={commands} onClose={onClose} />;
    case 'history':
      return <HistoryPanel onClose={onClose} />;
    case 'find':
      return <FindPanel onClose={onClose} />;
    case 'connect':
      return <ConnectPicker onClose={onClose} />;
    case 'go':
      return <GoTo onClose={onClose} />;
    case 'extract':
      return <ExtractDialog onClose={onClose} />;
    case 'rename-variable':
      return <RenameVariableDialog onClose={onClose} />;
    default:
      return panel satisfies never;
  }
}

function GoTo({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('editor');
  const { reveal } = useEditorCore();
  return (
    <Modal opened onClose={onClose} title={t('goToANode')} yOffset="12vh" centered={false}>
      <PickList
        label={t('nodes')}
        placeholder={t('goTo')}
        items={useNodeItems()}
        onPick={(id) => {
          // Closed at once, and the focus given back: the next key means what was gone to.
          flushSync(onClose);
          reveal(id);
        }}
      />
    </Modal>
  );
}
