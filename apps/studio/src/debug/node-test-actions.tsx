import { ActionIcon, Group, Tooltip } from '@mantine/core';
import type { FlowNode } from '@patchbay/flow-spec';
import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import { IconPinned, IconPlayerPlay, IconPlayerSkipForward, IconPointFilled } from '@tabler/icons-react';
import type { JSX, ReactNode } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useDebug, useDebugState } from './debug-context.ts';

/** What a test can do with the node whose form is open. */
export function NodeTestActions({ node }: { node: FlowNode }): JSX.Element {
  const t = useTexts('debug');
  const { store, runNode, pinNode, runFrom } = useDebug();
  const breakpoint = useDebugState((view) => view.breakpoints.has(node.id));
  const pinned = useDebugState((view) => view.pins.has(node.id));
  const definition = nodeRegistry.get(node.type);
  return (
    <Group gap={4}>
      <Action label={t('runThisNode')} keys="R" onClick={() => runNode(node.id)}>
        <IconPlayerPlay size={16} />
      </Action>
      <Action label={t('runFromHere')} keys="Shift+R" onClick={() => runFrom(node.id)}>
        <IconPlayerSkipForward size={16} />
      </Action>
      {definition && isPinnable(definition) ? (
        <Action label={t('pinItsOutput')} keys="P" pressed={pinned} color="grape" onClick={() => pinNode(node.id)}>
          <IconPinned size={16} />
        </Action>
      ) : null}
      <Action
        label={t('breakpoint')}
        keys="B"
        pressed={breakpoint}
        color="red"
        onClick={() => store.setBreakpoint(node.id)}
      >
        <IconPointFilled size={16} />
      </Action>
    </Group>
  );
}

function Action({
  label,
  keys,
  pressed,
  color,
  onClick,
  children,
}: {
  label: string;
  keys: string;
  pressed?: boolean;
  color?: string;
  onClick(): void;
  children: ReactNode;
}): JSX.Element {
  return (
    <Tooltip label={`${label} (${keys})`}>
      <ActionIcon
        size="md"
        variant={pressed ? 'light' : 'subtle'}
        {...(pressed && color ? { color } : {})}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
