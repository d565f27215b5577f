import { Group, Text, UnstyledButton } from '@mantine/core';
import type { Step } from '@patchbay/api-contract';
import { graphOf } from '@patchbay/flow-spec';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type JSX, useEffect, useState } from 'react';
import { useCalledFlow } from '../debug/use-called-flow.ts';
import { StepActions } from '../debug/step-actions.tsx';
import { useEditorCore, useEditorState } from '../editor/editor-context.ts';
import { nodeRegistry } from '../nodes/shown-nodes.ts';
import { outletLabel } from './outlet-label.ts';
import { StepDetail } from './step-detail.tsx';
import { StepFigures } from './step-figures.tsx';

interface Props {
  step: Step;
  /** Whether it is said what can be done with it, besides. */
  actions?: boolean;
  /** Opens it. What is opened by hand stays so. */
  opened?: boolean;
  /** Told when it is opened or closed by hand. */
  onToggle?: (open: boolean) => void;
}

/** A visit of a node, which opens to show all that is known of it. */
export function StepRow({ step, actions = true, opened = false, onToggle }: Props): JSX.Element {
  const [open, setOpen] = useState(opened);
  const { readOnly, flowKey } = useEditorCore();
  const node = useEditorState(({ document }) =>
    step.flow === document.key ? graphOf(document).node(step.nodeId) : undefined,
  );
  const definition = nodeRegistry.get(step.nodeType);
  const flow = useCalledFlow(step.flow);
  const shown = flow && graphOf(flow).node(step.nodeId);
  const title = shown?.label ?? definition?.title ?? step.nodeType;
  useEffect(() => {
    if (opened) setOpen(true);
  }, [opened]);
  const toggle = () => {
    setOpen(!open);
    onToggle?.(!open);
  };
  return (
    <>
      <UnstyledButton
        className="pb-problem"
        aria-expanded={open}
        onClick={toggle}
        style={{ paddingLeft: 8 + step.depth * 12 }}
      >
        <Group gap={6} wrap="nowrap" justify="space-between">
          <Group gap={4} wrap="nowrap" miw={0}>
            {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            <Text size="sm" truncate>
              {title}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {step.flow === flowKey ? step.nodeId : (flow?.name ?? step.flow)}
            </Text>
          </Group>
          <StepFigures step={step} left={outletLabel({ step, node: shown, definition })} />
        </Group>
      </UnstyledButton>
      {open ? (
        <div className="pb-step-detail">
          <StepDetail step={step} node={node} />
          {node && actions && !readOnly ? (
            <Group gap="sm" mt={4}>
              <StepActions node={node} step={step} />
            </Group>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
