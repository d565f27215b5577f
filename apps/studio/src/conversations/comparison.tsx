import { Badge, Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import type { ReplayResult } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import { useTexts } from '@patchbay/texts';
import { type JSX, useEffect, useMemo, useRef } from 'react';
import { useDebug } from '../debug/debug-context.ts';
import { useLitPath } from '../debug/use-lit-path.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { DiffLines } from '../tests/diff-lines.tsx';
import { labelsIn } from '../tests/labels-in.ts';
import { isFocusLost } from '../shell/hold-focus.ts';
import { Refusal } from '../tests/refusal.tsx';
import { turnTitles } from '../tests/turn-titles.ts';
import { NodeData } from '../trace/node-data.tsx';
import { StepRow } from '../trace/step-row.tsx';
import { useRevealStep } from '../trace/use-reveal-step.ts';
import { comparedNodes, isSameTurn } from './compared-nodes.ts';
import { namesThenAndNow } from './names-then-and-now.ts';
import { PinnedInDraft } from './pinned-in-draft.tsx';

interface Props {
  result: ReplayResult;
  /** The flow as it was then; undefined where that version is no more. */
  past: FlowDocument | undefined;
  again(): void;
}

/** Turn by turn what went another way and what was answered otherwise; its nodes are marked on the canvas. */
export function Comparison({ result, past: before, again }: Props): JSX.Element {
  const t = useTexts('conversations');
  const { store } = useDebug();
  const document = useEditorState((state) => state.document);
  const onOpen = useRevealStep();
  const name = useMemo(() => namesThenAndNow({ draft: document, past: before }), [document, before]);
  const steps = useMemo(
    () => result.turns.flatMap(({ draft }, turn) => draft.steps.map((step) => ({ ...step, turnId: String(turn) }))),
    [result],
  );
  const past = useMemo(() => result.turns.flatMap((turn) => turn.past.steps), [result]);
  useEffect(() => {
    store.setSteps(steps, past);
    store.setMarks(comparedNodes(result));
    return () => {
      store.setMarks(new Map());
      store.setSteps([]);
    };
  }, [store, steps, past, result]);
  useLitPath(past);
  const outcome = useRef<HTMLDivElement>(null);
  // What asked for it is gone.
  useEffect(() => {
    if (isFocusLost()) outcome.current?.focus();
  }, [result]);
  const titles = turnTitles({
    turns: result.turns.map(({ draft }) => draft.turn),
    labelsOf: labelsIn(before ? [before, document] : [document]),
  });
  const pinned = result.pinnedInDraft.map(name);
  const different = result.turns.filter((turn) => !isSameTurn(turn)).length;
  return (
    <div className="pb-with-data">
      <ScrollArea type="auto">
        <Stack p="md" gap="sm">
          <Group justify="space-between">
            <Badge ref={outcome} color={different > 0 ? 'orange' : 'teal'} variant="light" role="status" tabIndex={-1}>
              {different > 0 ? t('differsIn', { count: different }) : t('nothingDiffers')}
            </Badge>
            <Button size="compact-xs" variant="subtle" onClick={again}>
              {t('replayAgain')}
            </Button>
          </Group>
          <PinnedInDraft names={pinned} />
          {result.turns.map((turn, index) => (
            <section key={index} className="pb-compared" data-same={isSameTurn(turn) || undefined}>
              <Text size="sm" fw={600}>
                {titles[index]}
              </Text>
              {turn.draft.differences.map((one, at) =>
                one.kind === 'refused' ? (
                  <Refusal key={at} of={one} />
                ) : one.kind === 'not-pinned' ? (
                  <Text key={at} size="xs" c="red">
                    {t('notPinned', { name: name(one.nodeId) })}
                  </Text>
                ) : null,
              )}
              <DiffLines
                label={t('answersOfTurn', { turn: titles[index] ?? '' })}
                before={turn.past.says}
                after={turn.draft.says}
              />
              <details>
                <summary>{t('steps')}</summary>
                <DiffLines
                  label={t('wayOfTurn', { turn: titles[index] ?? '' })}
                  before={turn.past.path}
                  after={turn.draft.path}
                  shown={name}
                />
                {turn.draft.steps.map((step, at) => (
                  <StepRow
                    key={at}
                    step={step}
                    actions={false}
                    onToggle={(open) => {
                      if (open) onOpen(step);
                    }}
                  />
                ))}
              </details>
            </section>
          ))}
        </Stack>
      </ScrollArea>
      <NodeData of="replay" />
    </div>
  );
}
