import { Button, Group, Text } from '@mantine/core';
import type { Difference, StoredTest, TestResult, TurnResult } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useDebug } from '../debug/debug-context.ts';
import { useEditor, useEditorState } from '../editor/editor-context.ts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { acceptedTest } from './accepted-test.ts';
import { DiffLines } from './diff-lines.tsx';
import { labelsIn } from './labels-in.ts';
import { Refusal } from './refusal.tsx';
import { turnTitles } from './turn-titles.ts';

/** Where a test did not pass: turn by turn, what was expected and what came. */
export function TestOutcome({ result, test }: { result: TestResult; test: StoredTest }): JSX.Element {
  const t = useTexts('tests');
  const { store } = useDebug();
  const { readOnly } = useEditor();
  const queries = useQueryClient();
  const accept = useMutation({
    mutationFn: () =>
      client.call('changeTest', { params: { key: store.flowKey, id: test.id }, body: acceptedTest({ test, result }) }),
    onSuccess: async () => {
      notifyDone(t('accepted', { name: test.name }));
      await queries.invalidateQueries({ queryKey: ['tests', store.flowKey] });
    },
    onError: (error) => notifyError(error),
  });
  const document = useEditorState((state) => state.document);
  const titles = turnTitles({ turns: result.turns.map(({ turn }) => turn), labelsOf: labelsIn([document]) });
  const refused = result.turns.some((turn) => turn.differences.some((one) => one.kind === 'refused'));
  return (
    <section className="pb-outcome" aria-label={t('whatIsDifferent', { name: test.name })}>
      {result.turns.map((turn, index) =>
        turn.differences.length === 0 ? null : <FailedTurn key={index} turn={turn} title={titles[index] ?? ''} />,
      )}
      {refused ? (
        <Text size="xs" c="dimmed">
          {t('whatToDo')}
        </Text>
      ) : null}
      {readOnly || refused ? null : (
        <Group justify="flex-end">
          <Button size="compact-xs" variant="light" loading={accept.isPending} onClick={() => accept.mutate()}>
            {t('expectThisFromNowOn')}
          </Button>
        </Group>
      )}
    </section>
  );
}

function FailedTurn({ turn, title }: { turn: TurnResult; title: string }): JSX.Element {
  const t = useTexts('tests');
  const document = useEditorState((state) => state.document);
  const isMissing = turn.differences.some((one) => one.kind === 'answer');
  // What came and holds what was expected is no difference.
  const expected = turn.turn.expect.map((text) => turn.says.find((said) => said.includes(text)) ?? text);
  return (
    <div>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      {turn.differences.map((difference, index) => (
        <Told key={index} difference={difference} name={(id) => nameOfNode({ document, id })} />
      ))}
      {isMissing ? <DiffLines label={t('answers')} before={expected} after={turn.says} /> : null}
    </div>
  );
}

function Told({ difference, name }: { difference: Difference; name(id: string): string }): JSX.Element | null {
  const t = useTexts('tests');
  switch (difference.kind) {
    case 'answer':
      return null;
    case 'path':
      return (
        <>
          <Text size="xs">{t('anotherWay')}</Text>
          <DiffLines label={t('way')} before={difference.expected} after={difference.actual} shown={name} />
        </>
      );
    case 'refused':
      return <Refusal of={difference} />;
    case 'not-pinned':
      return (
        <Text size="xs" c="red">
          {t('notPinned', { name: name(difference.nodeId) })}
        </Text>
      );
    default:
      return difference satisfies never;
  }
}
