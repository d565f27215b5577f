import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core';
import { graphOf } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { IconChevronDown, IconChevronLeft, IconChevronRight, IconChevronUp } from '@tabler/icons-react';
import { type CSSProperties, type JSX, useCallback, useRef, useState } from 'react';
import { itemOf } from '../canvas/item-ids.ts';
import { useDebugState } from '../debug/debug-context.ts';
import type { DebugView } from '../debug/debug-store.ts';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { leaveForm } from '../inspector/leave-form.ts';
import { useShownSelection } from '../inspector/use-shown-selection.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { DataEdge, useDataHeight } from './data-height.tsx';
import { NodeDataBody } from './node-data-body.tsx';
import { outletLabel } from './outlet-label.ts';
import { StepFigures } from './step-figures.tsx';
import { useDataOpen } from './use-data-open.ts';
import { useRuns } from './use-runs.ts';
import './trace.css';

/** What data are of: a test in the editor, a conversation that was had, or one beside the other. */
export type DataOf = 'test' | 'past' | 'replay';

interface Props {
  of: DataOf;
  /** Unfolded for a node that is chosen from here on, and not for the one that was chosen before. */
  onlyChosen?: boolean;
}

/** Below what is shown of the selected node, or of the selected path: what came in and what it gave, run by run. */
export function NodeData({ of, onlyChosen = false }: Props): JSX.Element | null {
  const selection = useShownSelection();
  const [only] = selection;
  const [before, setBefore] = useState(only);
  const [chosen, setChosen] = useState(!onlyChosen);
  if (before !== only) {
    setBefore(only);
    setChosen(true);
  }
  const item = selection.size === 1 && only !== undefined ? itemOf(only) : undefined;
  const nodeId = item?.kind === 'node' ? item.id : item?.kind === 'edge' ? item.from : undefined;
  const name = useEditorState(({ document }) =>
    nodeId !== undefined && document.nodes.some((node) => node.id === nodeId)
      ? nameOfNode({ document, id: nodeId })
      : undefined,
  );
  if (nodeId === undefined || name === undefined) return null;
  return (
    <Data
      key={only}
      of={of}
      nodeId={nodeId}
      edge={item?.kind === 'edge' ? only : undefined}
      name={name}
      unfolds={chosen}
    />
  );
}

interface DataProps {
  of: DataOf;
  nodeId: string;
  /** The item of the path that was selected, of the node that it comes from. */
  edge: string | undefined;
  name: string;
  unfolds: boolean;
}

function Data({ of, nodeId, edge, name, unfolds }: DataProps): JSX.Element {
  const t = useTexts('trace');
  const { store, flowKey } = useEditorCore();
  const runs = useRuns({ nodeId, edge, steps: useDebugState((view) => view.steps) });
  const others = useRuns({ nodeId, edge, steps: useDebugState((view) => view.others) });
  const stands = useDebugState(
    useCallback(
      ({ debug }: DebugView) => debug?.paused?.nodeId === nodeId && debug.paused.flow === flowKey,
      [nodeId, flowKey],
    ),
  );
  const count = Math.max(runs.length, others.length);
  const [open, setOpen] = useDataOpen({ unfolds, meant: count > 0 || stands || of !== 'test' });
  const section = useRef<HTMLElement>(null);
  const [height, setHeight] = useDataHeight();
  // The last, until another is chosen.
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? count - 1, count - 1);
  const run = runs[at];
  const other = others[at];
  const step = (run ?? other)?.step;
  const title = edge === undefined ? t(`${of}Data`) : t('wentAlong');
  return (
    <section
      ref={section}
      className="pb-node-data"
      style={heightStyle(height)}
      aria-label={t('dataOfNode', { title, name })}
      data-open={open || undefined}
      data-run={step !== undefined || undefined}
      onKeyDown={leaveForm}
    >
      {open && step ? <DataEdge of={section} height={height} onHeight={setHeight} /> : null}
      <Group className="pb-node-data-head" gap="0 4px" justify="flex-end">
        <UnstyledButton className="pb-node-data-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />}
          <Text size="sm" fw={600} truncate>
            {title}
          </Text>
        </UnstyledButton>
        {count > 1 ? <RunPicker at={at} count={count} onPick={setChosen} /> : null}
        {step ? (
          <StepFigures
            step={step}
            left={outletLabel({
              step,
              node: graphOf(store.document).node(nodeId),
              definition: nodeRegistry.get(step.nodeType),
            })}
          />
        ) : (
          <Text size="xs" c="dimmed" truncate>
            {stands ? t('standsHere') : t('notRun')}
          </Text>
        )}
      </Group>
      {open ? (
        <NodeDataBody
          of={of}
          nodeId={nodeId}
          edge={edge}
          run={run}
          other={other}
          at={at}
          count={count}
          stands={stands}
        />
      ) : null}
    </section>
  );
}

function heightStyle(height: number): CSSProperties {
  const style: CSSProperties & Record<'--pb-height', string> = { '--pb-height': `${height}%` };
  return style;
}

function RunPicker({ at, count, onPick }: { at: number; count: number; onPick(at: number): void }): JSX.Element {
  const t = useTexts('trace');
  // Not disabled at the ends: what has the focus keeps it.
  const step = (by: 1 | -1) => {
    const next = at + by;
    const isEnd = next < 0 || next >= count;
    return { 'aria-disabled': isEnd, 'data-disabled': isEnd || undefined, onClick: () => isEnd || onPick(next) };
  };
  return (
    <Group gap={4} wrap="nowrap" className="pb-run-picker" role="group" aria-label={t('runs')}>
      <ActionIcon size="sm" aria-label={t('runBefore')} {...step(-1)}>
        <IconChevronLeft size={14} />
      </ActionIcon>
      <Text size="xs" aria-live="polite">
        {t('runOf', { at: at + 1, count })}
      </Text>
      <ActionIcon size="sm" aria-label={t('runAfter')} {...step(1)}>
        <IconChevronRight size={14} />
      </ActionIcon>
    </Group>
  );
}
