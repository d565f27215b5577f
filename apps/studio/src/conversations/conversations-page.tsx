import { Badge, Button, Card, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { formatDateTime, localise, useTexts } from '@patchbay/texts';
import { EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import { IconArrowLeft, IconSitemap, IconTableDown } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { client } from '../api/session.tsx';
import { focusWhenDrawn } from '../shell/focus-when-drawn.ts';
import { Transcript } from './transcript.tsx';

/** Conversations of all flows, and what was said in one. */
export function ConversationsPage(): JSX.Element {
  const t = useTexts('conversations');
  const ts = useTexts('shell');
  const { id } = useParams();
  const navigate = useNavigate();
  const pages = useInfiniteQuery({
    queryKey: ['conversations'],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      (await client.call('listConversations', { query: { limit: 30, ...(pageParam ? { after: pageParam } : {}) } }))
        .data,
    getNextPageParam: (page) => page.next,
  });
  const flows = useQuery({ queryKey: ['flows'], queryFn: async () => (await client.call('listFlows')).data.flows });
  const nameOf = (key: string) => flows.data?.find((flow) => flow.key === key)?.name ?? key;
  const conversations = pages.data?.pages.flatMap((page) => page.conversations) ?? [];
  return (
    <Page
      title={t('conversations')}
      hint={t('whatUsersAndBotsSaid')}
      actions={
        conversations.length > 0 ? (
          <Button
            component="a"
            href={client.url('exportConversations')}
            download
            variant="default"
            leftSection={<IconTableDown size={16} />}
          >
            {t('downloadAsATable')}
          </Button>
        ) : null
      }
    >
      {pages.isPending ? <ListSkeleton /> : null}
      {pages.isError ? <ErrorState error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && conversations.length === 0 ? (
        <EmptyState
          title={t('noConversationsYet')}
          hint={t('publishAFlowAndOpen')}
          action={
            <Button component={Link} to="/flows" variant="default">
              {ts('toTheFlows')}
            </Button>
          }
        />
      ) : null}
      <div className="pb-columns">
        <Stack gap={6}>
          {conversations.map((conversation) => (
            <UnstyledButton
              key={conversation.id}
              onClick={() => {
                void navigate(`/conversations/${conversation.id}`);
                // Where there is no room for both, it stands in the place of the list.
                focusWhenDrawn('.pb-back');
              }}
              aria-current={conversation.id === id || undefined}
            >
              <Card withBorder padding="sm" className="pb-row">
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm" truncate>
                    {conversation.preview ?? t('nothingSaidYet')}
                  </Text>
                  <Badge
                    variant="light"
                    color={conversation.status === 'closed' ? 'gray' : 'blue'}
                    style={{ flex: 'none' }}
                  >
                    {localise(conversation.resolution ?? conversation.status)}
                  </Badge>
                </Group>
                <Text size="xs" c="dimmed">
                  {nameOf(conversation.flow)}
                  {conversation.version === null ? '' : ` v${conversation.version}`} ·{' '}
                  {formatDateTime(conversation.lastAt)} · {t('turns', { count: conversation.turns })}
                </Text>
              </Card>
            </UnstyledButton>
          ))}
          {pages.hasNextPage ? (
            <Button variant="subtle" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('olderOnes')}
            </Button>
          ) : null}
        </Stack>
        {id ? (
          <div className="pb-transcript">
            <Button
              component={Link}
              to="/conversations"
              size="compact-sm"
              variant="subtle"
              m="xs"
              mb={0}
              className="pb-back"
              leftSection={<IconArrowLeft size={14} />}
            >
              {ts('toTheConversations')}
            </Button>
            <Button
              component={Link}
              to={`/conversations/${id}/canvas`}
              size="compact-sm"
              variant="light"
              m="xs"
              leftSection={<IconSitemap size={14} />}
            >
              {t('openOnTheCanvas')}
            </Button>
            <Transcript key={id} id={id} />
          </div>
        ) : null}
      </div>
    </Page>
  );
}
