import { Group } from '@mantine/core';
import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import { IconPinned, IconPlayerPlay, IconPlayerSkipForward, IconPointFilled } from '@tabler/icons-react';
import { type JSX, memo } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useDebug, useDebugState } from './debug-context.ts';
import { ToolButton } from './tool-button.tsx';

/** What a test can do with the node whose form is open. */
export const NodeTestActions = memo(function NodeTestActions({ id, type }: { id: string; type: string }): JSX.Element {
  const t = useTexts('debug');
  const { store, runNode, pinNode, runFrom } = useDebug();
  const breakpoint = useDebugState((view) => view.breakpoints.has(id));
  const pinned = useDebugState((view) => view.pins.has(id));
  const definition = nodeRegistry.get(type);
  return (
    <Group gap={4}>
      <ToolButton label={t('runThisNode')} keys="R" onClick={() => runNode(id)}>
        <IconPlayerPlay size={16} />
      </ToolButton>
      <ToolButton label={t('runFromHere')} keys="Shift+R" onClick={() => runFrom(id)}>
        <IconPlayerSkipForward size={16} />
      </ToolButton>
      {definition && isPinnable(definition) ? (
        <ToolButton label={t('pinItsOutput')} keys="P" pressed={pinned} color="grape" onClick={() => pinNode(id)}>
          <IconPinned size={16} />
        </ToolButton>
      ) : null}
      <ToolButton
        label={t('breakpoint')}
        keys="B"
        pressed={breakpoint}
        color="red"
        onClick={() => store.setBreakpoint(id)}
      >
        <IconPointFilled size={16} />
      </ToolButton>
    </Group>
  );
});
