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
import { textsOf, useTexts } from '@patchbay/texts';
import { ConfirmDialog, ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client, useSession } from '../api/session.tsx';
import { DialogEnd } from '../shell/dialog-end.tsx';
import { Invitations, InviteDialog } from './invitations.tsx';

const ROLES: readonly Role[] = ['admin', 'editor', 'agent', 'viewer'];

/** The roles, by what they are called in the language of the studio. */
export function roleLabels(): { value: Role; label: string }[] {
  const t = textsOf('settings');
  return ROLES.map((value) => ({ value, label: t(value) }));
}

export function roleOf(value: string): Role {
  return ROLES.find((role) => role === value) ?? 'viewer';
}

export function MembersPanel(): JSX.Element {
  const t = useTexts('settings');
  const { role, user } = useSession();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<{ id: string; name: string }>();
  const [adding, setAdding] = useState<'person' | 'invitation'>();
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
    onSettled: async () => {
      setLeaving(undefined);
      await queries.invalidateQueries({ queryKey: ['members'] });
    },
    onError: (error) => notifyError(error),
  });
  if (members.isPending) return <ListSkeleton />;
  if (members.isError) return <ErrorState error={members.error} retry={() => void members.refetch()} />;
  const mayEdit = role === 'admin';
  return (
    <Stack>
      {mayEdit ? (
        <Group>
          <Button onClick={() => setAdding('invitation')}>{t('inviteByALink')}</Button>
          <Button variant="default" onClick={() => setAdding('person')}>
            {t('addAPerson')}
          </Button>
        </Group>
      ) : null}
      <Table.ScrollContainer minWidth={320}>
        <Table className="pb-members">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('name')}</Table.Th>
              <Table.Th>{t('role')}</Table.Th>
              <Table.Th>{t('account')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {members.data.map((member) => (
              <Table.Tr key={member.id}>
                <Table.Td>
                  <Text size="sm" className="pb-breaks">
                    {member.name}
                  </Text>
                  <Text size="xs" c="dimmed" className="pb-breaks">
                    {member.email}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="xs"
                    aria-label={t('roleOfName', { name: member.name })}
                    disabled={!mayEdit || member.id === user?.id}
                    data={roleLabels()}
                    value={member.role}
                    onChange={(event) => change.mutate({ id: member.id, role: roleOf(event.currentTarget.value) })}
                  />
                </Table.Td>
                <Table.Td>
                  {member.id === user?.id ? (
                    <Badge variant="light">{t('you')}</Badge>
                  ) : (
                    <Group gap="xs">
                      <Switch
                        aria-label={t('accountOfNameIsOpen', { name: member.name })}
                        disabled={!mayEdit}
                        checked={!member.disabled}
                        onChange={(event) => change.mutate({ id: member.id, disabled: !event.currentTarget.checked })}
                      />
                      {mayEdit ? (
                        <Button
                          size="compact-xs"
                          variant="light"
                          color="red"
                          aria-label={t('takeNameOut', { name: member.name })}
                          onClick={() => setLeaving(member)}
                        >
                          {t('takeOut')}
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
      {mayEdit ? <Invitations /> : null}
      {leaving ? (
        <ConfirmDialog
          opened
          title={t('takeThePersonOut')}
          confirmLabel={t('takeOut')}
          danger
          busy={remove.isPending}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => remove.mutate(leaving.id)}
        >
          {t('nameNoLongerOpens', { name: leaving.name })}
        </ConfirmDialog>
      ) : null}
      {adding === 'person' ? <AddMemberDialog onClose={() => setAdding(undefined)} /> : null}
      {adding === 'invitation' ? <InviteDialog onClose={() => setAdding(undefined)} /> : null}
    </Stack>
  );
}

function AddMemberDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('settings');
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
    <Modal opened onClose={onClose} title={t('addAPerson')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={t('eMail')}
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus
          />
          <Switch
            label={t('hasAnAccountInAnother')}
            checked={known}
            onChange={(event) => setKnown(event.currentTarget.checked)}
          />
          <TextInput
            label={t('name')}
            required={!known}
            display={known ? 'none' : undefined}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            display={known ? 'none' : undefined}
            label={t('firstPassword')}
            description={t('atLeast12CharactersHand')}
            required={!known}
            minLength={known ? undefined : 12}
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('role')}
            data={roleLabels()}
            value={role}
            onChange={(event) => setRole(roleOf(event.currentTarget.value))}
          />
          <DialogEnd work={add} action={t('add')} cancel={{ label: t('cancel'), onClick: onClose }} />
        </Stack>
      </form>
    </Modal>
  );
}
