import { ScrollArea, Stack, Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { type JSX, useEffect, useRef } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import type { TurnStep } from '../debug/debug-store.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { StepRow } from './step-row.tsx';
import { useRevealStep } from './use-reveal-step.ts';
import { useSelectedStep } from './use-selected-step.ts';

/** What the test conversation did, node by node: what each was given, what it gave, what it set, and how long it took. */
export function StepsPanel(): JSX.Element {
  const t = useTexts('trace');
  const steps = useDebugState((view) => view.steps);
  const paused = useDebugState((view) => view.debug?.paused);
  const document = useEditorState((state) => state.document);
  const { nodeId, found, choosing } = useSelectedStep(steps);
  const reveal = useRevealStep();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (found !== undefined) item.current?.scrollIntoView({ block: 'nearest' });
  }, [found]);
  if (steps.length === 0 && !paused)
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('nothingHasRunYetEach')}
      </Text>
    );
  return (
    <ScrollArea h="100%" type="auto">
      <Stack gap={0} p="xs" component="ol" m={0} aria-label={t('steps')}>
        {steps.map((step, index) => (
          <li
            key={index}
            ref={index === found ? item : undefined}
            className="pb-plain-item"
            data-current={(step.nodeId === nodeId && step.flow === document.key) || undefined}
          >
            {index === 0 || steps[index - 1]?.turnId !== step.turnId ? (
              <Text size="xs" c="dimmed" mt={index === 0 ? 0 : 'xs'} mb={2}>
                {step.turnId === null ? t('byItself') : t('turnNumber', { number: turnNumber({ steps, index }) })}
              </Text>
            ) : null}
            <StepRow
              step={step}
              opened={index === found}
              onOpen={(opened) => {
                choosing(opened.nodeId);
                reveal(opened);
              }}
            />
          </li>
        ))}
        {paused ? (
          <li className="pb-plain-item pb-paused-step">
            <IconPlayerPauseFilled size={12} aria-hidden="true" />
            <Text size="sm" component="span">
              {t('pausedBefore', {
                name:
                  paused.flow === document.key
                    ? nameOfNode({ document, id: paused.nodeId })
                    : `${paused.flow}: ${paused.nodeId}`,
              })}
            </Text>
          </li>
        ) : null}
      </Stack>
    </ScrollArea>
  );
}

function turnNumber({ steps, index }: { steps: readonly TurnStep[]; index: number }): number {
  return new Set(steps.slice(0, index + 1).map((step) => step.turnId)).size;
}
