import { Text, UnstyledButton } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import type { FlowNode } from '@patchbay/flow-spec';
import { isPinnable } from '@patchbay/node-kit';
import { useTexts } from '@patchbay/texts';
import type { JSX } from 'react';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { useDebug, useDebugState } from './debug-context.ts';

/** What a test can do with a node: run it alone, begin there, pin its output (that of `step`, else of its last), stop before it. */
export function StepActions({
  node,
  step,
}: {
  node: Pick<FlowNode, 'id' | 'type'>;
  step?: Step | undefined;
}): JSX.Element {
  const t = useTexts('debug');
  const { store, runNode, pinNode, runFrom } = useDebug();
  const breakpoint = useDebugState((view) => view.breakpoints.has(node.id));
  const pinned = useDebugState((view) => view.pins.has(node.id));
  const definition = nodeRegistry.get(node.type);
  return (
    <>
      <Link label={t('runThisNode')} onClick={() => runNode(node.id)} />
      <Link label={t('runFromHere')} onClick={() => runFrom(node.id)} />
      {definition && isPinnable(definition) ? (
        <Link label={pinned ? t('changeThePin') : t('pinItsOutput')} onClick={() => pinNode(node.id, step)} />
      ) : null}
      <Link
        label={breakpoint ? t('removeTheBreakpoint') : t('stopBeforeIt')}
        onClick={() => store.setBreakpoint(node.id)}
      />
    </>
  );
}

function Link({ label, onClick }: { label: string; onClick(): void }): JSX.Element {
  return (
    <UnstyledButton onClick={onClick}>
      <Text size="xs" className="pb-link">
        {label}
      </Text>
    </UnstyledButton>
  );
}
