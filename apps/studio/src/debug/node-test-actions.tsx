import { Group } from '@mantine/core';
import type { FlowNode } from '@patchbay/flow-spec';
import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import { IconPinned, IconPlayerPlay, IconPlayerSkipForward, IconPointFilled } from '@tabler/icons-react';
import type { JSX } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useDebug, useDebugState } from './debug-context.ts';
import { ToolButton } from './tool-button.tsx';

/** What a test can do with the node whose form is open. */
export function NodeTestActions({ node }: { node: FlowNode }): JSX.Element {
  const t = useTexts('debug');
  const { store, runNode, pinNode, runFrom } = useDebug();
  const breakpoint = useDebugState((view) => view.breakpoints.has(node.id));
  const pinned = useDebugState((view) => view.pins.has(node.id));
  const definition = nodeRegistry.get(node.type);
  return (
    <Group gap={4}>
      <ToolButton label={t('runThisNode')} keys="R" onClick={() => runNode(node.id)}>
        <IconPlayerPlay size={16} />
      </ToolButton>
      <ToolButton label={t('runFromHere')} keys="Shift+R" onClick={() => runFrom(node.id)}>
        <IconPlayerSkipForward size={16} />
      </ToolButton>
      {definition && isPinnable(definition) ? (
        <ToolButton label={t('pinItsOutput')} keys="P" pressed={pinned} color="grape" onClick={() => pinNode(node.id)}>
          <IconPinned size={16} />
        </ToolButton>
      ) : null}
      <ToolButton
        label={t('breakpoint')}
        keys="B"
        pressed={breakpoint}
        color="red"
        onClick={() => store.setBreakpoint(node.id)}
      >
        <IconPointFilled size={16} />
      </ToolButton>
    </Group>
  );
}
