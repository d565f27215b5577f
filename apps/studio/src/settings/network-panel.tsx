import { Button, Group, Stack, Switch, Table, TagsInput, Text, Title } from '@mantine/core';
import { formatDateTime, formatNumber, localise, useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { errorText, notifyDone, notifyError } from '../api/notify.ts';
import { client } from '../api/session.tsx';

/** Which hosts the workspace's nodes may reach, and which they reached. */
export function NetworkPanel(): JSX.Element {
  const t = useTexts('settings');
  const egress = useQuery({ queryKey: ['egress'], queryFn: async () => (await client.call('readEgress')).data });
  if (egress.isPending) return <ListSkeleton />;
  if (egress.isError) return <ErrorState error={egress.error} retry={() => void egress.refetch()} />;
  const { hosts, calls } = egress.data;
  return (
    <Stack>
      <HostList key={JSON.stringify(hosts)} hosts={hosts} />
      <Title order={2} size="h5">
        {t('reachedInTheLast7')}
      </Title>
      {calls.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t('nothingHasLeftYet')}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('host')}</Table.Th>
                <Table.Th>{t('for')}</Table.Th>
                <Table.Th>{t('ended')}</Table.Th>
                <Table.Th>{t('times')}</Table.Th>
                <Table.Th>{t('last')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {calls.map((call) => (
                <Table.Tr key={[localise(call.purpose), call.flow, call.connection, call.host, call.outcome].join(' ')}>
                  <Table.Td className="pb-breaks">{call.host || t('noAddress')}</Table.Td>
                  <Table.Td>{[call.purpose, call.flow, call.connection].filter(Boolean).join(' · ')}</Table.Td>
                  <Table.Td>{call.outcome}</Table.Td>
                  <Table.Td>{formatNumber(call.calls)}</Table.Td>
                  <Table.Td>{formatDateTime(call.lastAt)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <PrivateNetwork />
    </Stack>
  );
}

function HostList({ hosts }: { hosts: string[] | null }): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [listed, setListed] = useState(hosts !== null);
  const [wanted, setWanted] = useState(hosts ?? []);
  const save = useMutation({
    mutationFn: () => client.call('setEgress', { body: { hosts: listed ? wanted : null } }),
    onSuccess: async () => {
      notifyDone(t('itCountsFromNowOn'));
      await queries.invalidateQueries({ queryKey: ['egress'] });
    },
    onError: (error) => notifyError(new Error(errorText(error))),
  });
  return (
    <Stack gap="sm">
      <Switch
        label={t('onlyTheHostsOfThis')}
        description={t('withoutItNodesAndModels')}
        checked={listed}
        onChange={(event) => setListed(event.currentTarget.checked)}
      />
      {listed ? (
        <TagsInput
          label={t('hosts')}
          placeholder={'itsm.example.com, *.example.com'}
          value={wanted}
          onChange={setWanted}
          splitChars={[',', ' ']}
        />
      ) : null}
      <Group>
        <Button onClick={() => save.mutate()} loading={save.isPending}>
          {t('keep')}
        </Button>
      </Group>
    </Stack>
  );
}

/** For administrators of the installation; others are not shown it. */
function PrivateNetwork(): JSX.Element | null {
  const setting = useQuery({
    queryKey: ['private-network'],
    queryFn: async () => (await client.call('readPrivateNetwork')).data.allowed,
    retry: false,
  });
  return setting.data ? <PrivateNetworkForm key={JSON.stringify(setting.data)} allowed={setting.data} /> : null;
}

function PrivateNetworkForm({ allowed }: { allowed: string[] }): JSX.Element {
  const t = useTexts('settings');
  const queries = useQueryClient();
  const [wanted, setWanted] = useState(allowed);
  const save = useMutation({
    mutationFn: () => client.call('setPrivateNetwork', { body: { allowed: wanted } }),
    onSuccess: async () => {
      notifyDone(t('itCountsFromNowOn'));
      await queries.invalidateQueries({ queryKey: ['private-network'] });
    },
    onError: (error) => notifyError(new Error(errorText(error))),
  });
  return (
    <Stack gap="sm">
      <TagsInput
        label={t('privateNetworksThatAllWorkspaces')}
        description={t('hostsHostPortAddressesOr')}
        placeholder={'10.0.0.0/8, itsm.corp.example:8443'}
        value={wanted}
        onChange={setWanted}
        splitChars={[',', ' ']}
      />
      <Group>
        <Button variant="default" onClick={() => save.mutate()} loading={save.isPending}>
          {t('keep')}
        </Button>
      </Group>
    </Stack>
  );
}
