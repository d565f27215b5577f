import { Badge, Button, Card, Drawer, Group, List, Stack, Text } from '@mantine/core';
import type { FlowDiff } from '@patchbay/flow-spec';
import { formatDateTime, textsOf, useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

interface Props {
  flowKey: string;
  readOnly: boolean;
  onClose(): void;
}

/** Published versions, what changed since each, and the way back. */
export function VersionsDrawer({ flowKey, readOnly, onClose }: Props): JSX.Element {
  const t = useTexts('versions');
  const queries = useQueryClient();
  const [compared, setCompared] = useState<number>();
  const [back, setBack] = useState<number>();
  const versions = useQuery({
    queryKey: ['versions', flowKey],
    queryFn: async () => (await client.call('listVersions', { params: { key: flowKey } })).data.versions,
  });
  const rollback = useMutation({
    mutationFn: (version: number) => client.call('rollbackFlow', { params: { key: flowKey }, body: { version } }),
    onSuccess: async ({ data }) => {
      setBack(undefined);
      notifyDone(t('versionVersionIsOnlineWith', { version: data.version, back: back ?? '' }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['versions', flowKey] }),
        queries.invalidateQueries({ queryKey: ['flows'] }),
      ]);
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Drawer opened onClose={onClose} title={t('versions')} position="right" size="md">
      {versions.isPending ? <ListSkeleton rows={3} /> : null}
      {versions.isError ? <ErrorState error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.data?.length === 0 ? <EmptyState title={t('notPublishedYet')} hint={t('eachTimeYouPublishA')} /> : null}
      {/* Before they are known, too: what a drawer gives the focus to is there when it opens. */}
      <Stack role="region" aria-label={t('versions')} tabIndex={-1} data-autofocus>
        {versions.data?.map((version) => (
          <Card key={version.version} withBorder padding="sm">
            <Group justify="space-between">
              <Group gap="xs">
                <Text fw={600}>{t('versionVersion', { version: version.version })}</Text>
                {version.online ? (
                  <Badge variant="light" color="teal">
                    {t('online')}
                  </Badge>
                ) : null}
              </Group>
              <Text size="xs" c="dimmed">
                {formatDateTime(version.publishedAt)}
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {version.note ?? t('noNote')}
              {version.publishedBy ? ` · ${version.publishedBy}` : ''}
            </Text>
            <Group gap="xs" mt="xs">
              <Button
                size="compact-xs"
                variant="light"
                onClick={() => setCompared(compared === version.version ? undefined : version.version)}
              >
                {compared === version.version ? t('hideChanges') : t('compareWithTheDraft')}
              </Button>
              {!readOnly && !version.online ? (
                <Button size="compact-xs" variant="light" color="orange" onClick={() => setBack(version.version)}>
                  {t('goBackToThis')}
                </Button>
              ) : null}
            </Group>
            {compared === version.version ? <Changes flowKey={flowKey} from={version.version} /> : null}
          </Card>
        ))}
      </Stack>
      <ConfirmDialog
        opened={back !== undefined}
        title={t('publishVersionAgain', { version: back ?? '' })}
        confirmLabel={t('publishIt')}
        busy={rollback.isPending}
        onClose={() => setBack(undefined)}
        onConfirm={() => back !== undefined && rollback.mutate(back)}
      >
        {t('itsDocumentBecomesANew')}
      </ConfirmDialog>
    </Drawer>
  );
}

function Changes({ flowKey, from }: { flowKey: string; from: number }): JSX.Element {
  const t = useTexts('versions');
  const diff = useQuery({
    queryKey: ['diff', flowKey, from],
    gcTime: 0,
    queryFn: async () =>
      (await client.call('diffFlow', { params: { key: flowKey }, query: { from: String(from), to: 'draft' } })).data,
  });
  if (diff.isPending) return <ListSkeleton rows={1} />;
  if (diff.isError) return <ErrorState error={diff.error} />;
  const lines = linesOf(diff.data as unknown as FlowDiff); // The server's answer is a diff of flow-spec.
  if (lines.length === 0)
    return (
      <Text size="sm" mt="xs">
        {t('noDifferences')}
      </Text>
    );
  return (
    <List size="sm" mt="xs">
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  );
}

function linesOf(diff: FlowDiff): string[] {
  const t = textsOf('versions');
  return [
    ...diff.nodes.added.map((node) => t('addedTypeId', { type: node.type, id: node.id })),
    ...diff.nodes.removed.map((node) => t('removedTypeId', { type: node.type, id: node.id })),
    ...diff.nodes.changed.map((node) =>
      t('changedIdValue', {
        id: node.id,
        value: node.changes.map((change) => change.path.replace(/^config\./, '')).join(', '),
      }),
    ),
    ...diff.edges.added.map((edge) => t('connectedFromPortToTo', { from: edge.from, port: edge.port, to: edge.to })),
    ...diff.edges.removed.map((edge) =>
      t('disconnectedFromPortFromTo', { from: edge.from, port: edge.port, to: edge.to }),
    ),
    ...diff.edges.changed.map((edge) =>
      t('fromPortLeadsToAfter', { from: edge.from, port: edge.port, after: edge.after, before: edge.before }),
    ),
    ...diff.variables.added.map((key) => t('addedTheVariableKey', { key })),
    ...diff.variables.removed.map((key) => t('removedTheVariableKey', { key })),
    ...diff.variables.changed.map((variable) => t('changedTheVariableKey', { key: variable.key })),
    ...diff.frames.added.map((frame) => t('addedTheFrameTitle', { title: frame.title })),
    ...diff.frames.removed.map((frame) => t('removedTheFrameTitle', { title: frame.title })),
    ...diff.frames.changed.map((frame) => t('calledTheFrameBeforeAfter', { before: frame.before, after: frame.after })),
    ...diff.notes.added.map((note) => t('addedANoteValue', { value: note.text.slice(0, 60) })),
    ...diff.notes.removed.map((note) => t('removedANoteValue', { value: note.text.slice(0, 60) })),
    ...diff.notes.changed.map((note) => t('changedANoteValue', { value: note.after.slice(0, 60) })),
    ...diff.flow.map((change) => t('changedPath', { path: change.path })),
    ...(diff.moved.length > 0 ? [t('movedCountNodesOnThe', { count: diff.moved.length })] : []),
  ];
}
