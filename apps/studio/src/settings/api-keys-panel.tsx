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
} from '@mantine/core';
import type { Role } from '@patchbay/api-contract';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { ROLE_LABELS, roleOf } from './members-panel.tsx';

export function ApiKeysPanel(): JSX.Element {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('editor');
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
    onSuccess: refresh,
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
            label="Name"
            required
            placeholder="CI"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Role"
            data={ROLE_LABELS}
            value={role}
            onChange={(event) => setRole(roleOf(event.currentTarget.value))}
          />
          <Button type="submit" loading={create.isPending}>
            Make a key
          </Button>
        </Group>
      </form>
      {create.data ? (
        <Alert color="teal" title="Copy the key now: it is not shown again.">
          <Group>
            <Code>{create.data.key}</Code>
            <CopyButton value={create.data.key}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="light" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Alert>
      ) : null}
      {keys.data.length === 0 ? (
        <Text c="dimmed">No keys yet. A key lets a program do what its role may do.</Text>
      ) : null}
      <Table>
        <Table.Tbody>
          {keys.data.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>{key.name}</Table.Td>
              <Table.Td>{key.role}</Table.Td>
              <Table.Td>{key.lastUsedAt ? `Used ${new Date(key.lastUsedAt).toLocaleString()}` : 'Never used'}</Table.Td>
              <Table.Td>
                {key.revokedAt ? (
                  <Badge color="gray">Revoked</Badge>
                ) : (
                  <Button size="compact-xs" variant="light" color="red" onClick={() => revoke.mutate(key.id)}>
                    Revoke
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
