import { Text } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { IconPlayerPauseFilled } from '@tabler/icons-react';
import { type JSX, useEffect, useMemo, useState } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import type { TurnStep } from '../debug/debug-store.ts';
import { usePlaceOfPause } from '../debug/use-place-of-pause.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { LongList } from '../shell/long-list.tsx';
import { StepRow } from './step-row.tsx';
import { useRevealStep } from './use-reveal-step.ts';
import { useSelectedStep } from './use-selected-step.ts';

/** Pixels of a row that is folded, and of the line above the first of a turn. */
const HEIGHT = { row: 34, turn: 26 };

/** A step, or where the test stands after the last. */
interface Row {
  step: TurnStep | undefined;
  /** Number of the turn that begins here; null where no turn of the user did. */
  turn: number | null | undefined;
}

/** What the test conversation did, node by node: what each was given, what it gave, what it set, and how long it took. */
export function StepsPanel(): JSX.Element {
  const t = useTexts('trace');
  const steps = useDebugState((view) => view.steps);
  const paused = useDebugState((view) => view.debug?.paused);
  const place = usePlaceOfPause();
  const key = useEditorState(({ document }) => document.key);
  const { nodeId, found, choosing } = useSelectedStep(steps);
  const reveal = useRevealStep();
  // Rows that are out of view are not there to know it themselves.
  const [opened, setOpened] = useState<ReadonlySet<TurnStep>>(new Set());
  const sought = found === undefined ? undefined : steps[found];
  useEffect(() => {
    if (sought) setOpened((before) => new Set(before).add(sought));
  }, [sought]);
  const rows = useMemo(() => rowsOf(steps), [steps]);
  if (steps.length === 0 && !paused)
    return (
      <Text size="sm" c="dimmed" p="md" ta="center">
        {t('nothingHasRunYetEach')}
      </Text>
    );
  return (
    <LongList
      role="list"
      aria-label={t('steps')}
      className="pb-problems"
      itemRole="listitem"
      items={paused ? [...rows, { step: undefined, turn: undefined }] : rows}
      active={found ?? -1}
      keyOf={(_, index) => String(index)}
      heightOf={({ turn }) => HEIGHT.row + (turn === undefined ? 0 : HEIGHT.turn)}
      draw={({ step, turn }, index) =>
        step ? (
          <div data-current={(step.nodeId === nodeId && step.flow === key) || undefined}>
            {turn === undefined ? null : (
              <Text size="xs" c="dimmed" pt={index === 0 ? 0 : 'xs'} pb={2}>
                {turn === null ? t('byItself') : t('turnNumber', { number: turn })}
              </Text>
            )}
            <StepRow
              step={step}
              opened={opened.has(step)}
              onToggle={(open) => {
                setOpened((before) => {
                  const after = new Set(before);
                  if (open) after.add(step);
                  else after.delete(step);
                  return after;
                });
                if (!open) return;
                choosing(step.nodeId);
                reveal(step);
              }}
            />
          </div>
        ) : (
          <div className="pb-paused-step">
            <IconPlayerPauseFilled size={12} aria-hidden="true" />
            <Text size="sm" component="span">
              {place === undefined ? null : t('pausedBefore', { name: place })}
            </Text>
          </div>
        )
      }
    />
  );
}

/** Steps with the turns that begin at them, counted. */
function rowsOf(steps: readonly TurnStep[]): Row[] {
  const turns = new Set<string | null>();
  return steps.map((step, index) => {
    turns.add(step.turnId);
    const begins = index === 0 || steps[index - 1]?.turnId !== step.turnId;
    return { step, turn: begins ? (step.turnId === null ? null : turns.size) : undefined };
  });
}
