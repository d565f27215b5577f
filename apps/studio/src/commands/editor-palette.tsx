import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { useNavigate } from 'react-router';
import { useEditorCore } from '../editor/editor-context.ts';
import { useFlowItems } from '../shell/use-flow-items.tsx';
import { usePlaceCommands } from '../shell/use-place-commands.ts';
import type { Command } from './command.ts';
import { CommandPalette } from './command-palette.tsx';
import { useNodeItems } from './use-node-items.tsx';

interface Props {
  commands: readonly Command[];
  onClose(): void;
}

const NODE = 'node ';
const FLOW = 'flow ';

/** All commands of the editor, the places beside it, all nodes of the flow, and the other flows. */
export function EditorPalette({ commands, onClose }: Props): JSX.Element {
  const t = useTexts('commands');
  const { flowKey, readOnly, reveal } = useEditorCore();
  const navigate = useNavigate();
  const places = usePlaceCommands();
  const nodes = useNodeItems().map((item) => ({ ...item, key: `${NODE}${item.key}`, group: t('nodes') }));
  const flows = useFlowItems()
    .filter((item) => item.key !== flowKey)
    .map((item) => ({ ...item, key: `${FLOW}${item.key}` }));
  return (
    <CommandPalette
      label={t('commandsNodesAndFlows')}
      commands={[...commands.filter((command) => !(command.edits && readOnly)), ...places]}
      others={[...nodes, ...flows]}
      onOther={(key) =>
        key.startsWith(FLOW) ? void navigate(`/flows/${key.slice(FLOW.length)}`) : reveal(key.slice(NODE.length))
      }
      onClose={onClose}
    />
  );
}
