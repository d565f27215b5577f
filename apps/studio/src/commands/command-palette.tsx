import { Modal } from '@mantine/core';
import { type JSX, useMemo } from 'react';
import { GROUP_COLOURS } from '../canvas/colours.ts';
import { NodeIcon } from '../canvas/node-icon.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { localise, useTexts } from '@patchbay/texts';
import { PickList } from '../palette/pick-list.tsx';
import { type Command, keyText } from './command.ts';

interface Props {
  commands: readonly Command[];
  onClose(): void;
}

/** All commands and all nodes of the flow, found by typing. */
export function CommandPalette({ commands, onClose }: Props): JSX.Element {
  const t = useTexts('commands');
  const { readOnly, reveal } = useEditorCore();
  const nodes = useNodeItems();
  const offered = commands.filter((command) => !command.hidden && !(command.edits && readOnly));
  const items = [
    ...offered.map(({ id, label, group, keys }) => ({
      key: `command ${id}`,
      label,
      group: localise(group),
      keys: keys?.[0] && keyText(keys[0]),
    })),
    ...nodes.map((item) => ({ ...item, key: `node ${item.key}`, group: t('nodes') })),
  ];
  return (
    <Modal opened onClose={onClose} title={t('commands')} size="lg" yOffset="12vh" centered={false}>
      <PickList
        label={t('commandsAndNodes')}
        placeholder={t('whatWouldYouLikeTo')}
        items={items}
        onPick={(key) => {
          onClose();
          const [kind = '', ...rest] = key.split(' ');
          const id = rest.join(' ');
          // After the dialog has given the focus back.
          requestAnimationFrame(() => (kind === 'node' ? reveal(id) : offered.find((one) => one.id === id)?.run()));
        }}
      />
    </Modal>
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
