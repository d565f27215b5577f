import { useTexts } from '@patchbay/texts';
import { type JSX, useMemo } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import type { Command } from './command.ts';
import { CommandPalette } from './command-palette.tsx';

interface Props {
  commands: readonly Command[];
  onClose(): void;
}

/** All commands of the editor and all nodes of the flow. */
export function EditorPalette({ commands, onClose }: Props): JSX.Element {
  const t = useTexts('commands');
  const { readOnly, reveal } = useEditorCore();
  const nodes = useNodeItems();
  return (
    <CommandPalette
      label={t('commandsAndNodes')}
      commands={commands.filter((command) => !(command.edits && readOnly))}
      others={nodes.map((item) => ({ ...item, group: t('nodes') }))}
      onOther={reveal}
      onClose={onClose}
    />
  );
}

/** Nodes of the flow as items of a list. */
export function useNodeItems() {
  const document = useEditorState((state) => state.document);
  return useMemo(
    () =>
      document.nodes.map((node) => {
        const definition = nodeRegistry.get(node.type);
        return {
          key: node.id,
          label: node.label || (definition?.title ?? node.type),
          detail: definition?.summary(node.config ?? {}),
          words: `${node.id} ${node.type}`,
          icon: (
            <span className="pb-node-icon" data-colour={GROUP_COLOURS[definition?.group ?? '']}>
              <NodeIcon name={definition?.icon} />
            </span>
          ),
        };
      }),
    [document],
  );
}
