import { ActionIcon, Badge, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { isTurnOfUser, type StoredTest } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import type { JSX } from 'react';
import { useDebugState } from '../debug/debug-context.ts';
import { useEditor } from '../editor/editor-context.ts';
import { standingOf } from './standing-of.ts';
import { Surroundings } from './surroundings.tsx';
import { TestOutcome } from './test-outcome.tsx';

interface Props {
  test: StoredTest;
  /** Of the draft, as in `standingOf`. */
  changedAt: number | undefined;
  running: boolean;
  onRun(): void;
  onChange(): void;
  onDelete(): void;
}

/** A test case, how it ended last, and what was different where it did not pass. */
export function TestRow({ test, changedAt, running, onRun, onChange, onDelete }: Props): JSX.Element {
  const t = useTexts('tests');
  const { readOnly } = useEditor();
  const standing = standingOf({ test, changedAt });
  const kept = useDebugState((view) => view.results.get(test.id));
  const result = kept?.revision === test.last?.revision ? kept?.result : undefined;
  const facts = [
    t('turns', { count: test.turns.filter(isTurnOfUser).length }),
    ...(test.last ? [formatDateTime(test.last.at)] : [t('notRun')]),
    ...(standing.run && !standing.now ? [t('onOlderDraft')] : []),
  ];
  return (
    <li className="pb-test">
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <UnstyledButton onClick={onChange} className="pb-test-name">
          <Text size="sm" truncate>
            {test.name}
          </Text>
          <Text size="xs" c="dimmed">
            {facts.join(' · ')}
          </Text>
          <Surroundings of={test} size="xs" />
        </UnstyledButton>
        <Group gap={2} wrap="nowrap">
          {standing.run ? (
            <Badge size="sm" variant="light" color={standing.now ? (standing.passed ? 'teal' : 'red') : 'gray'}>
              {standing.passed ? t('passed') : t('failed')}
            </Badge>
          ) : null}
          <Act label={t('runTest', { name: test.name })} disabled={readOnly} loading={running} onClick={onRun}>
            <IconPlayerPlay size={15} />
          </Act>
          <Act label={t('changeTest', { name: test.name })} onClick={onChange}>
            <IconPencil size={15} />
          </Act>
          <Act label={t('deleteTest', { name: test.name })} disabled={readOnly} onClick={onDelete}>
            <IconTrash size={15} />
          </Act>
        </Group>
      </Group>
      {!standing.run || standing.passed ? null : result ? (
        <TestOutcome result={result} test={test} />
      ) : (
        <Text size="xs" c="dimmed">
          {t('runToSeeWhy')}
        </Text>
      )}
    </li>
  );
}

function Act({
  label,
  disabled = false,
  loading = false,
  onClick,
  children,
}: {
  label: string;
  disabled?: boolean;
  loading?: boolean;
  onClick(): void;
  children: JSX.Element;
}): JSX.Element {
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" aria-label={label} disabled={disabled} loading={loading} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
