import { Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import type { DebugState, StoredTest, TestRun } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton } from '@patchbay/ui';
import { IconDeviceFloppy, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type JSX, useId, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { useDebug, useDebugState } from '../debug/debug-context.ts';
import { useEditor } from '../editor/editor-context.ts';
import { SaveTestDialog } from './save-test-dialog.tsx';
import { countsOf, standingOf } from './standing-of.ts';
import { TestDialog } from './test-dialog.tsx';
import { TestRow } from './test-row.tsx';
import { useChangedAt, useTests } from './use-tests.ts';

const UNREPEATABLE = {
  begun: 'cannotSaveBegun',
  changed: 'cannotSaveChanged',
  ended: 'cannotSaveEnded',
} as const satisfies Record<NonNullable<DebugState['unrepeatable']>, string>;

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
  const unrepeatable = useDebugState((view) => view.debug?.unrepeatable);
  const reason = useId();
  const tests = useTests();
  const changedAt = useChangedAt();
  const again = () => queries.invalidateQueries({ queryKey: ['tests', key] });
  const run = useMutation({
    mutationFn: async (ids: string[] | undefined): Promise<TestRun> => {
      await flush();
      return (await client.call('runTests', { params: { key }, body: ids ? { ids } : {} })).data;
    },
    onSuccess: async (ran) => {
      store.keepResults(ran);
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
  const list = tests.data?.tests ?? [];
  const counts = countsOf(list.map((test) => standingOf({ test, changedAt })));
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
            disabled={readOnly || conversation === undefined || steps === 0 || unrepeatable !== undefined}
            aria-describedby={unrepeatable ? reason : undefined}
            onClick={() => setSaving(true)}
          >
            {t('saveThisTest')}
          </Button>
        </Group>
        {unrepeatable ? (
          <Text size="xs" c="dimmed" id={reason}>
            {t(UNREPEATABLE[unrepeatable])}
          </Text>
        ) : null}
        {counts.passed + counts.failed > 0 ? (
          <Text
            size="sm"
            role="status"
            c={counts.failed > 0 ? 'var(--mantine-color-red-light-color)' : 'var(--mantine-color-teal-light-color)'}
          >
            {t('passedOf', { passed: counts.passed, count: counts.passed + counts.failed })}
          </Text>
        ) : null}
        {counts.others > 0 ? (
          <Text size="sm" c="dimmed">
            {t('notRunOnDraft', { count: counts.others })}
          </Text>
        ) : null}
        {tests.isPending ? <ListSkeleton rows={2} /> : null}
        {tests.isError ? <ErrorState error={tests.error} retry={() => void tests.refetch()} /> : null}
        {tests.data && list.length === 0 ? <EmptyState title={t('noneYet')} hint={t('noneYetHint')} /> : null}
        <ul className="pb-tests" aria-label={t('testCases')}>
          {list.map((test) => (
            <TestRow
              key={test.id}
              test={test}
              changedAt={changedAt}
              running={run.isPending && run.variables?.[0] === test.id}
              onRun={() => run.mutate([test.id])}
              onChange={() => setChanging(test)}
              onDelete={() => setRemoving(test)}
            />
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
