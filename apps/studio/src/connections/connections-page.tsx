import { ActionIcon, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import type { Connection } from '@patchbay/api-contract';
import { useTexts } from '@patchbay/texts';
import { ConfirmDialog, EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import { IconEdit, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { notifyUndo } from '../api/notify-undo.tsx';
import { client, useSession } from '../api/session.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';
import { storeTexts } from './secret-field.tsx';

/** Systems that flows may reach, with their credentials. */
export function ConnectionsPage(): JSX.Element {
  const t = useTexts('connections');
  const { role } = useSession();
  const connections = useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await client.call('listConnections')).data.connections,
  });
  const [edited, setEdited] = useState<Connection | 'new'>();
  const mayEdit = role === 'admin';
  const add = mayEdit ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      {t('newConnection')}
    </Button>
  ) : null;
  return (
    <Page title={t('connections')} hint={t('flowsNameAConnectionBy')} actions={add}>
      {connections.isPending ? <ListSkeleton /> : null}
      {connections.isError ? <ErrorState error={connections.error} retry={() => void connections.refetch()} /> : null}
      {connections.data?.length === 0 ? (
        <EmptyState title={t('noConnectionsYet')} hint={t('aModelNodeNeedsA')} action={add} />
      ) : null}
      <Stack gap="sm">
        {connections.data?.map((connection) => (
          <ConnectionCard
            key={connection.key}
            connection={connection}
            mayEdit={mayEdit && connection.source === 'workspace'}
            onEdit={() => setEdited(connection)}
          />
        ))}
      </Stack>
      {edited ? (
        <ConnectionDialog connection={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />
      ) : null}
    </Page>
  );
}

/** What its form calls a secret. */
function secretText(name: string): 'bearerToken' | 'secret' | 'apiKey' | 'password' {
  return name === 'token' ? 'bearerToken' : name === 'password' || name === 'apiKey' ? name : 'secret';
}

function ConnectionCard({
  connection,
  mayEdit,
  onEdit,
}: {
  connection: Connection;
  mayEdit: boolean;
  onEdit(): void;
}): JSX.Element {
  const t = useTexts('connections');
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const test = useMutation({
    mutationFn: async () => (await client.call('testConnection', { params: { key: connection.key }, body: {} })).data,
    onSuccess: (result) =>
      result.ok
        ? notifyDone(result.message)
        : notifyError(new Error(result.message), t('keyDoesNotWork', { key: connection.key })),
    onError: (error) => notifyError(error),
  });
  // The card is gone by then: what is called here outlives it.
  const refresh = () => queries.invalidateQueries({ queryKey: ['connections'] });
  const restore = async () => {
    await client.call('restoreConnection', { params: { key: connection.key }, body: {} });
    await refresh();
  };
  const remove = useMutation({
    mutationFn: () => client.call('deleteConnection', { params: { key: connection.key } }),
    onSuccess: () => {
      notifyUndo({ message: t('keyWasDeleted', { key: connection.key }), undo: restore });
      return refresh();
    },
    onError: (error) => notifyError(error),
  });
  const address = connection.config.baseUrl;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={600}>{connection.key}</Text>
            <Badge variant="light">{connection.kind}</Badge>
            {connection.source === 'environment' ? (
              <Badge variant="light" color="gray">
                {t('fromTheEnvironment')}
              </Badge>
            ) : null}
          </Group>
          <Text size="sm" c="dimmed">
            {typeof address === 'string' ? address : t('defaultAddress')}
            {connection.secretNames.length > 0
              ? ` · ${t('isSet', { names: connection.secretNames.map((name) => t(secretText(name))).join(', ') })}`
              : ''}
            {Object.values(connection.secretsFrom ?? {}).map(
              ({ store, name }) => ` · ${t(storeTexts[store])}: ${name}`,
            )}
          </Text>
        </div>
        <Group gap={4}>
          {mayEdit || connection.source === 'environment' ? (
            <Button size="xs" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t('tryIt')}
            </Button>
          ) : null}
          {mayEdit ? (
            <>
              <ActionIcon aria-label={t('changeKey', { key: connection.key })} onClick={onEdit}>
                <IconEdit size={16} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('deleteKey', { key: connection.key })}
                color="red"
                onClick={() => setDeleting(true)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </>
          ) : null}
        </Group>
      </Group>
      <ConfirmDialog
        opened={deleting}
        title={t('deleteTheConnection')}
        confirmLabel={t('delete')}
        danger
        busy={remove.isPending}
        onClose={() => setDeleting(false)}
        onConfirm={() => remove.mutate()}
      >
        {t('flowsThatUseKeyWill', { key: connection.key })}
      </ConfirmDialog>
    </Card>
  );
}
