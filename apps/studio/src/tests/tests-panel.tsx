import { ActionIcon, Badge, Button, Group, ScrollArea, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { isTurnOfUser, type StoredTest, type TestResult, type TestRun } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton } from '@patchbay/ui';
import { IconDeviceFloppy, IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useDebug, useDebugState } from '../debug/debug-context.ts';
import { useEditor } from '../editor/editor-context.ts';
import { SaveTestDialog } from './save-test-dialog.tsx';
import { Surroundings } from './surroundings.tsx';
import { TestDialog } from './test-dialog.tsx';
import { TestOutcome } from './test-outcome.tsx';

/** The test cases of the flow: run against the draft, one or all of them, with what is different where they do not pass. */
export function TestsPanel({ flush }: { flush(): Promise<void> }): JSX.Element {
  const t = useTexts('tests');
  const { store } = useDebug();
  const { readOnly } = useEditor();
  const queries = useQueryClient();
  const key = store.flowKey;
  const conversation = useDebugState((view) => view.conversation);
  const steps = useDebugState((view) => view.steps.length);
  const [saving, setSaving] = useState(false);
  const [changing, setChanging] = useState<StoredTest>();
  const [removing, setRemoving] = useState<StoredTest>();
  const [results, setResults] = useState<ReadonlyMap<string, TestResult>>(new Map());
  const tests = useQuery({
    queryKey: ['tests', key],
    queryFn: async () => (await client.call('listTests', { params: { key } })).data.tests,
  });
  const again = () => queries.invalidateQueries({ queryKey: ['tests', key] });
  const run = useMutation({
    mutationFn: async (ids: string[] | undefined): Promise<TestRun> => {
      await flush();
      return (await client.call('runTests', { params: { key }, body: ids ? { ids } : {} })).data;
    },
    onSuccess: async (ran) => {
      setResults((before) => new Map([...before, ...ran.results.map((one) => [one.id, one] as const)]));
      await again();
    },
    onError: (error) => notifyError(error),
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.call('deleteTest', { params: { key, id } }),
    onSuccess: async () => {
      setRemoving(undefined);
      notifyDone(t('deleted'));
      await again();
    },
    onError: (error) => notifyError(error),
  });
  const list = tests.data ?? [];
  return (
    <ScrollArea h="100%" type="auto">
      <Stack p="sm" gap="xs">
        <Group gap="xs">
          <Button
            size="compact-sm"
            leftSection={<IconPlayerPlay size={14} />}
            disabled={readOnly || list.length === 0}
            loading={run.isPending && run.variables === undefined}
            onClick={() => run.mutate(undefined)}
          >
            {t('runAll')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={readOnly || conversation === undefined || steps === 0}
            onClick={() => setSaving(true)}
          >
            {t('saveThisTest')}
          </Button>
        </Group>
        {run.data ? (
          <Text
            size="sm"
            role="status"
            c={run.data.failed > 0 ? 'var(--mantine-color-red-light-color)' : 'var(--mantine-color-teal-light-color)'}
          >
            {t('passedOf', { passed: run.data.passed, count: run.data.results.length })}
          </Text>
        ) : null}
        {tests.isPending ? <ListSkeleton rows={2} /> : null}
        {tests.isError ? <ErrorState error={tests.error} retry={() => void tests.refetch()} /> : null}
        {tests.data && list.length === 0 ? <EmptyState title={t('noneYet')} hint={t('noneYetHint')} /> : null}
        <ul className="pb-tests" aria-label={t('testCases')}>
          {list.map((test) => (
            <li key={test.id} className="pb-test">
              <Group justify="space-between" wrap="nowrap" gap={4}>
                <UnstyledButton onClick={() => setChanging(test)} className="pb-test-name">
                  <Text size="sm" truncate>
                    {test.name}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {t('turns', { count: test.turns.filter(isTurnOfUser).length })}
                    {test.last ? ` · ${formatDateTime(test.last.at)}` : ''}
                  </Text>
                  <Surroundings of={test} size="xs" />
                </UnstyledButton>
                <Group gap={2} wrap="nowrap">
                  {test.last ? (
                    <Badge size="sm" variant="light" color={test.last.passed ? 'teal' : 'red'}>
                      {test.last.passed ? t('passed') : t('failed')}
                    </Badge>
                  ) : null}
                  <Act
                    label={t('runTest', { name: test.name })}
                    disabled={readOnly}
                    loading={run.isPending && run.variables?.[0] === test.id}
                    onClick={() => run.mutate([test.id])}
                  >
                    <IconPlayerPlay size={15} />
                  </Act>
                  <Act label={t('changeTest', { name: test.name })} onClick={() => setChanging(test)}>
                    <IconPencil size={15} />
                  </Act>
                  <Act
                    label={t('deleteTest', { name: test.name })}
                    disabled={readOnly}
                    onClick={() => setRemoving(test)}
                  >
                    <IconTrash size={15} />
                  </Act>
                </Group>
              </Group>
              <Result result={results.get(test.id)} test={test} />
            </li>
          ))}
        </ul>
      </Stack>
      {saving && conversation !== undefined ? (
        <SaveTestDialog from={{ preview: conversation }} flowKey={key} onClose={() => setSaving(false)} />
      ) : null}
      {changing ? <TestDialog test={changing} onClose={() => setChanging(undefined)} /> : null}
      <ConfirmDialog
        opened={removing !== undefined}
        title={t('deleteTest', { name: removing?.name ?? '' })}
        confirmLabel={t('delete')}
        danger
        busy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={() => setRemoving(undefined)}
      >
        {t('deleteExplained')}
      </ConfirmDialog>
    </ScrollArea>
  );
}

function Result({ result, test }: { result: TestResult | undefined; test: StoredTest }): JSX.Element | null {
  return result && !result.passed ? <TestOutcome result={result} test={test} /> : null;
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
