import { Badge, Button, Card, Drawer, Group, List, Stack, Text } from '@mantine/core';
import type { FlowDiff } from '@patchbay/flow-spec';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

interface Props {
  flowKey: string;
  opened: boolean;
  readOnly: boolean;
  onClose(): void;
}

/** Published versions, what changed since each, and the way back. */
export function VersionsDrawer({ flowKey, opened, readOnly, onClose }: Props): JSX.Element {
  const queries = useQueryClient();
  const [compared, setCompared] = useState<number>();
  const [back, setBack] = useState<number>();
  const versions = useQuery({
    queryKey: ['versions', flowKey],
    enabled: opened,
    queryFn: async () => (await client.call('listVersions', { params: { key: flowKey } })).data.versions,
  });
  const rollback = useMutation({
    mutationFn: (version: number) => client.call('rollbackFlow', { params: { key: flowKey }, body: { version } }),
    onSuccess: async ({ data }) => {
      setBack(undefined);
      notifyDone(`Version ${data.version} is online, with the document of version ${back}.`);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['versions', flowKey] }),
        queries.invalidateQueries({ queryKey: ['flows'] }),
      ]);
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Drawer opened={opened} onClose={onClose} title="Versions" position="right" size="md">
      {versions.isPending ? <ListSkeleton rows={3} /> : null}
      {versions.isError ? <ErrorState error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.data?.length === 0 ? (
        <EmptyState
          title="Not published yet"
          hint="Each time you publish, a version is kept here that never changes."
        />
      ) : null}
      <Stack>
        {versions.data?.map((version) => (
          <Card key={version.version} withBorder padding="sm">
            <Group justify="space-between">
              <Group gap="xs">
                <Text fw={600}>Version {version.version}</Text>
                {version.online ? <Badge color="teal">Online</Badge> : null}
              </Group>
              <Text size="xs" c="dimmed">
                {new Date(version.publishedAt).toLocaleString()}
              </Text>
            </Group>
            <Text size="sm" c="dimmed">
              {version.note ?? 'No note'}
              {version.publishedBy ? ` · ${version.publishedBy}` : ''}
            </Text>
            <Group gap="xs" mt="xs">
              <Button
                size="compact-xs"
                variant="light"
                onClick={() => setCompared(compared === version.version ? undefined : version.version)}
              >
                {compared === version.version ? 'Hide changes' : 'Compare with the draft'}
              </Button>
              {!readOnly && !version.online ? (
                <Button size="compact-xs" variant="light" color="orange" onClick={() => setBack(version.version)}>
                  Go back to this
                </Button>
              ) : null}
            </Group>
            {compared === version.version ? <Changes flowKey={flowKey} from={version.version} /> : null}
          </Card>
        ))}
      </Stack>
      <ConfirmDialog
        opened={back !== undefined}
        title={`Publish version ${back ?? ''} again?`}
        confirmLabel="Publish it"
        busy={rollback.isPending}
        onClose={() => setBack(undefined)}
        onConfirm={() => back !== undefined && rollback.mutate(back)}
      >
        Its document becomes a new version, at once. The draft stays as it is.
      </ConfirmDialog>
    </Drawer>
  );
}

function Changes({ flowKey, from }: { flowKey: string; from: number }): JSX.Element {
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
        No differences.
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
  return [
    ...diff.nodes.added.map((node) => `Added ${node.type} “${node.id}”`),
    ...diff.nodes.removed.map((node) => `Removed ${node.type} “${node.id}”`),
    ...diff.nodes.changed.map(
      (node) =>
        `Changed “${node.id}”: ${node.changes.map((change) => change.path.replace(/^config\./, '')).join(', ')}`,
    ),
    ...diff.edges.added.map((edge) => `Connected ${edge.from} (${edge.port}) to ${edge.to}`),
    ...diff.edges.removed.map((edge) => `Disconnected ${edge.from} (${edge.port}) from ${edge.to}`),
    ...diff.edges.changed.map((edge) => `${edge.from} (${edge.port}) leads to ${edge.after} instead of ${edge.before}`),
    ...diff.variables.added.map((key) => `Added the variable ${key}`),
    ...diff.variables.removed.map((key) => `Removed the variable ${key}`),
    ...diff.variables.changed.map((variable) => `Changed the variable ${variable.key}`),
    ...diff.frames.added.map((frame) => `Added the frame “${frame.title}”`),
    ...diff.frames.removed.map((frame) => `Removed the frame “${frame.title}”`),
    ...diff.frames.changed.map((frame) => `Called the frame “${frame.before}” “${frame.after}”`),
    ...diff.notes.added.map((note) => `Added a note: ${note.text.slice(0, 60)}`),
    ...diff.notes.removed.map((note) => `Removed a note: ${note.text.slice(0, 60)}`),
    ...diff.notes.changed.map((note) => `Changed a note: ${note.after.slice(0, 60)}`),
    ...diff.flow.map((change) => `Changed ${change.path}`),
    ...(diff.moved.length > 0 ? [`Moved ${diff.moved.length} nodes on the canvas`] : []),
  ];
}
