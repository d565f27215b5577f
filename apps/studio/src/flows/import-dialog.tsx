import { Alert, Button, Code, Group, List, Loader, Modal, Stack, Text } from '@mantine/core';
import { ApiError, type ImportReport } from '@patchbay/api-contract';
import { localise, useTexts } from '@patchbay/texts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JSX } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Shows what an import would do before it does it. */
export function ImportDialog({ file, onClose }: { file: File; onClose(): void }): JSX.Element {
  const t = useTexts('flows');
  const queries = useQueryClient();
  const trial = useQuery({
    queryKey: ['import', file.name, file.lastModified, file.size],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const bundle: unknown = JSON.parse(await file.text());
      return { bundle, report: (await client.call('importFlows', { body: bundle, query: { dryRun: 'true' } })).data };
    },
  });
  const bring = useMutation({
    mutationFn: () => client.call('importFlows', { body: trial.data?.bundle }),
    onSuccess: async () => {
      notifyDone(t('importedPublishTheFlowsTo'));
      await queries.invalidateQueries({ queryKey: ['flows'] });
      onClose();
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Modal opened onClose={onClose} title={t('importName', { name: file.name })} size="lg">
      <Stack>
        {trial.isPending ? <Loader size="sm" /> : null}
        {trial.isError ? <Refusal error={trial.error} /> : null}
        {trial.data ? <Report report={trial.data.report} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button disabled={!trial.data} loading={bring.isPending} onClick={() => bring.mutate()}>
            {t('import')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Refusal({ error }: { error: unknown }): JSX.Element {
  const t = useTexts('flows');
  const issues = error instanceof ApiError ? (error.problem.issues ?? []) : [];
  return (
    <Alert color="red" title={t('thisCannotBeImportedNothing')}>
      {issues.length === 0 ? (
        <Text size="sm">{error instanceof Error ? error.message : t('theFileCannotBeRead')}</Text>
      ) : null}
      <List size="sm">
        {issues.slice(0, 12).map((issue) => (
          <List.Item key={`${issue.path} ${issue.code}`}>
            <Code>{issue.path || t('file')}</Code> {issue.message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Report({ report }: { report: ImportReport }): JSX.Element {
  const t = useTexts('flows');
  const missing = Object.entries(report.missing).flatMap(([kind, keys]) =>
    keys.map((key) => t('missing', { kind: localise(kind.replace(/s$/, '')), key })),
  );
  return (
    <Stack gap="xs">
      <Line label={t('newFlows')} keys={report.created} />
      <Line label={t('changedAsANewDraft')} keys={report.changed.map((one) => one.key)} />
      <Line label={t('alreadyTheSame')} keys={report.unchanged} />
      {missing.length > 0 ? (
        <Alert color="yellow" title={t('stillNeededHereBeforePublishing')}>
          {missing.join(', ')}
        </Alert>
      ) : null}
    </Stack>
  );
}

function Line({ label, keys }: { label: string; keys: string[] }): JSX.Element | null {
  if (keys.length === 0) return null;
  return (
    <Text size="sm">
      {label}: <strong>{keys.join(', ')}</strong>
    </Text>
  );
}
