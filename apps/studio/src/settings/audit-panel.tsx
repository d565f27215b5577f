import { Button, Code, Stack, Table, Text } from '@mantine/core';
import { formatDateTime, useTexts } from '@patchbay/texts';
import { ErrorState, ListSkeleton } from '@patchbay/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { client } from '../api/session.tsx';

/** What administrators did. */
export function AuditPanel(): JSX.Element {
  const t = useTexts('settings');
  const pages = useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (await client.call('audit', { query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) } })).data,
    getNextPageParam: (page) => page.next,
  });
  if (pages.isPending) return <ListSkeleton />;
  if (pages.isError) return <ErrorState error={pages.error} retry={() => void pages.refetch()} />;
  const entries = pages.data.pages.flatMap((page) => page.entries);
  return (
    <Stack>
      {entries.length === 0 ? <Text c="dimmed">{t('nothingYet')}</Text> : null}
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('when')}</Table.Th>
              <Table.Th>{t('who')}</Table.Th>
              <Table.Th>{t('did')}</Table.Th>
              <Table.Th>{t('whereto')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {entries.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td>{formatDateTime(entry.at)}</Table.Td>
                <Table.Td>{entry.actor ?? t('system')}</Table.Td>
                <Table.Td>
                  <Code>{entry.action}</Code>
                </Table.Td>
                <Table.Td className="pb-breaks">{entry.target}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {pages.hasNextPage ? (
        <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('olderOnes')}
        </Button>
      ) : null}
    </Stack>
  );
}
