import {
  Alert,
  Badge,
  Button,
  CopyButton,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Table,
  TextInput,
  Title,
} from '@mantine/core';
import type { Invitation, Role } from '@patchbay/api-contract';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ConfirmDialog, ErrorState } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type JSX, useState } from 'react';
import { notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';
import { DialogEnd } from '../shell/dialog-end.tsx';
import { roleLabels, roleOf } from './members-panel.tsx';

/** Invitations that are open, and those that were lately; nothing where there are none. */
export function Invitations(): JSX.Element | null {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [revoking, setRevoking] = useState<{ id: string; whom: string }>();
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: async () => (await client.call('listInvitations')).data.invitations,
  });
  const revoke = useMutation({
    mutationFn: (id: string) => client.call('revokeInvitation', { params: { id } }),
    onSettled: async () => {
      setRevoking(undefined);
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    },
    onError: (error) => notifyError(error),
  });
  if (invitations.isError) return <ErrorState error={invitations.error} retry={() => void invitations.refetch()} />;
  if (!invitations.data || invitations.data.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t('invitations')}
      </Title>
      <Table.ScrollContainer minWidth={520}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('forWhom')}</Table.Th>
              <Table.Th>{t('role')}</Table.Th>
              <Table.Th>{t('goodUntil')}</Table.Th>
              <Table.Th>{t('state')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invitations.data.map((one) => {
              const whom = one.email ?? t('whoeverHasTheLink');
              return (
                <Table.Tr key={one.id}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>{whom}</Table.Td>
                  <Table.Td>{t(roleOf(one.role))}</Table.Td>
                  <Table.Td>{formatDateTime(one.expiresAt)}</Table.Td>
                  <Table.Td>
                    {stateOf(one) === 'open' ? (
                      <Button
                        size="compact-xs"
                        variant="light"
                        color="red"
                        aria-label={t('takeBackTheInvitationOf', { whom })}
                        onClick={() => setRevoking({ id: one.id, whom })}
                      >
                        {t('takeBack')}
                      </Button>
                    ) : (
                      <Badge color="gray" variant="light">
                        {t(stateOf(one))}
                      </Badge>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {revoking ? (
        <ConfirmDialog
          opened
          title={t('takeTheInvitationBack')}
          confirmLabel={t('takeBack')}
          danger
          busy={revoke.isPending}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => revoke.mutate(revoking.id)}
        >
          {t('theLinkForWhomLetsNobodyIn', { whom: revoking.whom })}
        </ConfirmDialog>
      ) : null}
    </Stack>
  );
}

function stateOf({ usedAt, revokedAt, expiresAt }: Invitation): 'used' | 'takenBack' | 'expired' | 'open' {
  if (usedAt) return 'used';
  if (revokedAt) return 'takenBack';
  return new Date(expiresAt) <= new Date() ? 'expired' : 'open';
}

/** Makes a link, and shows it this once. */
export function InviteDialog({ onClose }: { onClose(): void }): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [days, setDays] = useState('7');
  const make = useMutation({
    mutationFn: async () =>
      (await client.call('createInvitation', { body: { role, days: Number(days), ...(email ? { email } : {}) } })).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  if (make.data) {
    const link = `${window.location.origin}/join#token=${make.data.token}`;
    return (
      <Modal opened onClose={onClose} title={t('inviteByALink')}>
        <Stack>
          <Alert color="teal" title={t('copyTheLinkNowIt')}>
            {t('theLinkLetsOnePerson', { until: formatDateTime(make.data.expiresAt) })}
          </Alert>
          <TextInput
            label={t('link')}
            readOnly
            value={link}
            onFocus={(event) => event.currentTarget.select()}
            data-autofocus
          />
          <Group justify="flex-end">
            <CopyButton value={link}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? t('copied') : t('copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{t('done')}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('inviteByALink')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <TextInput
            label={t('eMail')}
            description={t('theLinkIsThenGood')}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            data-autofocus
          />
          <NativeSelect
            label={t('role')}
            data={roleLabels()}
            value={role}
            onChange={(event) => setRole(roleOf(event.currentTarget.value))}
          />
          <NativeSelect
            label={t('goodFor')}
            data={['1', '3', '7', '30'].map((value) => ({ value, label: t('days', { count: Number(value) }) }))}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
          <DialogEnd work={make} action={t('makeTheLink')} cancel={{ label: t('cancel'), onClick: onClose }} />
        </Stack>
      </form>
    </Modal>
  );
}
