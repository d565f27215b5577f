import {
  Alert,
  Badge,
  Button,
  Code,
  CopyButton,
  Group,
  NativeSelect,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core';
import type { Role } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ConfirmDialog, ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { roleLabels, roleOf } from './members-panel.tsx';

export function ApiKeysPanel(): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [revoking, setRevoking] = useState<{ id: string; name: string }>();
  const keys = useQuery({
    queryKey: ['api-keys'],
    queryFn: async () => (await client.call('listApiKeys')).data.apiKeys,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['api-keys'] });
  const create = useMutation({
    mutationFn: async () => (await client.call('createApiKey', { body: { name, role } })).data,
    onSuccess: refresh,
    onError: (error) => notifyError(error),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => client.call('revokeApiKey', { params: { id } }),
    onSuccess: async () => {
      setRevoking(undefined);
      await refresh();
    },
    onError: (error) => notifyError(error),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
    setName('');
  };
  if (keys.isPending) return <ListSkeleton />;
  if (keys.isError) return <ErrorState error={keys.error} retry={() => void keys.refetch()} />;
  return (
    <Stack>
      <form onSubmit={onSubmit}>
        <Group align="flex-end">
          <TextInput
            label={t('name')}
            required
            placeholder={t('exampleOfName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('role')}
            data={roleLabels()}
            value={role}
            onChange={(event) => setRole(roleOf(event.currentTarget.value))}
          />
          <Button type="submit" loading={create.isPending}>
            {t('makeAKey')}
          </Button>
        </Group>
      </form>
      {create.data ? (
        <Alert color="teal" title={t('copyTheKeyNowIt')}>
          <Group>
            <Code className="pb-breaks">{create.data.key}</Code>
            <CopyButton value={create.data.key}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="light" onClick={copy}>
                  {copied ? t('copied') : t('copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      ) : null}
      {keys.data.length === 0 ? <Text c="dimmed">{t('noKeysYetAKey')}</Text> : null}
      <Table>
        {keys.data.length === 0 ? null : (
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('role')}</Table.Th>
              <Table.Th>{t('used')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
        )}
        <Table.Tbody>
          {keys.data.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td className="pb-breaks">{key.name}</Table.Td>
              <Table.Td>{t(roleOf(key.role))}</Table.Td>
              <Table.Td>{key.lastUsedAt ? formatDateTime(key.lastUsedAt) : t('neverUsed')}</Table.Td>
              <Table.Td>
                {key.revokedAt ? (
                  <Badge color="gray">{t('revoked')}</Badge>
                ) : (
                  <Button
                    size="compact-xs"
                    variant="light"
                    color="red"
                    aria-label={t('revokeName', { name: key.name })}
                    onClick={() => setRevoking(key)}
                  >
                    {t('revoke')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {revoking ? (
        <ConfirmDialog
          opened
          title={t('revokeTheKey')}
          confirmLabel={t('revoke')}
          danger
          busy={revoke.isPending}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => revoke.mutate(revoking.id)}
        >
          {t('programsThatUseName', { name: revoking.name })}
        </ConfirmDialog>
      ) : null}
    </Stack>
  );
}
