import { Badge, Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import type { ReplayResult } from '@patchbay/api-contract';
import { localise, useTexts } from '@patchbay/texts';
import { type JSX, useEffect, useMemo } from 'react';
import { useDebug } from '../debug/debug-context.ts';
import { useLitPath } from '../debug/use-lit-path.ts';
import { useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { DiffLines } from '../tests/diff-lines.tsx';
import { turnTitles } from '../tests/turn-titles.ts';
import { NodeData } from '../trace/node-data.tsx';
import { StepRow } from '../trace/step-row.tsx';
import { useRevealStep } from '../trace/use-reveal-step.ts';
import { comparedNodes, isSameTurn } from './compared-nodes.ts';

/** Turn by turn what went another way and what was answered otherwise; its nodes are marked on the canvas. */
export function Comparison({ result, again }: { result: ReplayResult; again(): void }): JSX.Element {
  const t = useTexts('conversations');
  const { store } = useDebug();
  const document = useEditorState((state) => state.document);
  const onOpen = useRevealStep();
  const name = (id: string) => nameOfNode({ document, id });
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
  const titles = turnTitles(result.turns.map(({ draft }) => draft.turn));
  const different = result.turns.filter((turn) => !isSameTurn(turn)).length;
  return (
    <div className="pb-with-data">
      <ScrollArea type="auto">
        <Stack p="md" gap="sm">
          <Group justify="space-between">
            <Badge color={different > 0 ? 'orange' : 'teal'} variant="light" role="status">
              {different > 0 ? t('differsIn', { count: different }) : t('nothingDiffers')}
            </Badge>
            <Button size="compact-xs" variant="subtle" onClick={again}>
              {t('replayAgain')}
            </Button>
          </Group>
          {result.turns.map((turn, index) => (
            <section key={index} className="pb-compared" data-same={isSameTurn(turn) || undefined}>
              <Text size="sm" fw={600}>
                {titles[index]}
              </Text>
              {turn.draft.differences.map((one, at) =>
                one.kind === 'refused' ? (
                  <Text key={at} size="xs" c="red">
                    {localise(one.message)}
                  </Text>
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
