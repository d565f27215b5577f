import { Button, Code, Group, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyDone, notifyError } from '../api/notify.ts';
import { changeWorkspace, client, useSession, WORKSPACE } from '../api/session.tsx';
import { KeyInput } from '../shell/key-input.tsx';

/** Workspaces of the installation: each with its own flows, connections, people and conversations. */
export function WorkspacesPanel(): JSX.Element {
  const t = useTexts('settings');
  const { user } = useSession();
  const queries = useQueryClient();
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const workspaces = useQuery({
    queryKey: ['workspaces'],
    queryFn: async () => (await client.call('listWorkspaces')).data.workspaces,
  });
  const create = useMutation({
    mutationFn: () => client.call('createWorkspace', { body: { key, name } }),
    onSuccess: () => {
      notifyDone(t('theWorkspaceNameIsMade', { name }));
      setKey('');
      setName('');
      void queries.invalidateQueries({ queryKey: ['me'] });
      return queries.invalidateQueries({ queryKey: ['workspaces'] });
    },
    onError: (error) => notifyError(error),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  if (workspaces.isPending) return <ListSkeleton />;
  if (workspaces.isError) return <ErrorState error={workspaces.error} retry={() => void workspaces.refetch()} />;
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        {t('aWorkspaceIsATenant')}
      </Text>
      <form onSubmit={onSubmit}>
        <Group align="flex-end">
          <TextInput label={t('name')} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <KeyInput
            kind="workspace"
            label={t('key')}
            maw={320}
            inputWrapperOrder={['label', 'error', 'input']}
            placeholder={t('exampleOfKey')}
            value={key}
            onChange={setKey}
          />
          <Button type="submit" loading={create.isPending}>
            {t('makeAWorkspace')}
          </Button>
        </Group>
      </form>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('name')}</Table.Th>
            <Table.Th>{t('key')}</Table.Th>
            <Table.Th>{t('people')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {workspaces.data.map((one) => (
            <Table.Tr key={one.key}>
              <Table.Td>{one.name}</Table.Td>
              <Table.Td>
                <Code>{one.key}</Code>
              </Table.Td>
              <Table.Td>{one.members}</Table.Td>
              <Table.Td>
                {one.key === WORKSPACE || !user?.memberships.some(({ workspace }) => workspace === one.key) ? null : (
                  <Button size="compact-xs" variant="light" onClick={() => changeWorkspace(one.key)}>
                    {t('open')}
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
