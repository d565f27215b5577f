import {
  Badge,
  Button,
  Group,
  Modal,
  NativeSelect,
  PasswordInput,
  Stack,
  Switch,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import type { Role } from '@patchbay/api-contract';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { errorText, notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';

export const ROLE_LABELS: { value: Role; label: string }[] = [
  { value: 'admin', label: 'Administrator' },
  { value: 'editor', label: 'Editor' },
  { value: 'agent', label: 'Agent' },
  { value: 'viewer', label: 'Viewer' },
];

export function roleOf(value: string): Role {
  return ROLE_LABELS.find((role) => role.value === value)?.value ?? 'viewer';
}

export function MembersPanel(): JSX.Element {
  const { role, user } = useSession();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const members = useQuery({
    queryKey: ['members'],
    queryFn: async () => (await client.call('listMembers')).data.members,
  });
  const change = useMutation({
    mutationFn: ({ id, ...body }: { id: string; role?: Role; disabled?: boolean }) =>
      client.call('changeMember', { params: { id }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
    onError: (error) => notifyError(error),
  });
  const remove = useMutation({
    mutationFn: (id: string) => client.call('removeMember', { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
    onError: (error) => notifyError(error),
  });
  if (members.isPending) return <ListSkeleton />;
  if (members.isError) return <ErrorState error={members.error} retry={() => void members.refetch()} />;
  const mayEdit = role === 'admin';
  return (
    <Stack>
      {mayEdit ? (
        <Button style={{ alignSelf: 'flex-start' }} onClick={() => setAdding(true)}>
          Add a person
        </Button>
      ) : null}
      <Table.ScrollContainer minWidth={520}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Role</Table.Th>
              <Table.Th>Account</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.data.map((member) => (
              <Table.Tr key={member.id}>
                <Table.Td>
                  <Text size="sm">{member.name}</Text>
                  <Text size="xs" c="dimmed">
                    {member.email}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="xs"
                    aria-label={`Role of ${member.name}`}
                    disabled={!mayEdit || member.id === user?.id}
                    data={ROLE_LABELS}
                    value={member.role}
                    onChange={(event) => change.mutate({ id: member.id, role: roleOf(event.currentTarget.value) })}
                  />
                </Table.Td>
                <Table.Td>
                  {member.id === user?.id ? (
                    <Badge variant="light">You</Badge>
                  ) : (
                    <Group gap="xs">
                      <Switch
                        aria-label={`Account of ${member.name} is open`}
                        disabled={!mayEdit}
                        checked={!member.disabled}
                        onChange={(event) => change.mutate({ id: member.id, disabled: !event.currentTarget.checked })}
                      />
                      {mayEdit ? (
                        <Button
                          size="compact-xs"
                          variant="light"
                          color="red"
                          aria-label={`Take ${member.name} out`}
                          onClick={() => remove.mutate(member.id)}
                        >
                          Take out
                        </Button>
                      ) : null}
                    </Group>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {adding ? <AddMemberDialog onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}

function AddMemberDialog({ onClose }: { onClose(): void }): JSX.Element {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [known, setKnown] = useState(false);
  const add = useMutation({
    mutationFn: () => client.call('addMember', { body: known ? { email, role } : { name, email, password, role } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['members'] });
      onClose();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Add a person">
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label="E-mail"
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus
          />
          <Switch
            label="Has an account in another workspace"
            checked={known}
            onChange={(event) => setKnown(event.currentTarget.checked)}
          />
          <TextInput
            label="Name"
            required={!known}
            display={known ? 'none' : undefined}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            display={known ? 'none' : undefined}
            label="First password"
            description="At least 12 characters. Hand it over safely; it can be changed under Account."
            required={!known}
            minLength={known ? undefined : 12}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <NativeSelect
            label="Role"
            data={ROLE_LABELS}
            value={role}
            onChange={(event) => setRole(roleOf(event.currentTarget.value))}
          />
          {add.isError ? (
            <Text c="red" size="sm" role="alert">
              {errorText(add.error)}
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
