import {
  Badge,
  Button,
  Card,
  Center,
  Group,
  Loader,
  Stack,
  Text,
  UnstyledButton,
  useComputedColorScheme,
} from '@mantine/core';
import { type ChatEvent, chatEventSchema } from '@patchbay/api-contract';
import {
  ConversationView,
  type Conversation,
  emptyConversation,
  viewTexts,
  withEvent,
} from '@patchbay/conversation-view';
import { formatDateTime, language, localise, useTexts } from '@patchbay/texts';
import { EmptyState, ErrorState, ListSkeleton, Page } from '@patchbay/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type JSX, useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { client } from '../api/session.tsx';

/** Conversations of all flows, and what was said in one. */
export function ConversationsPage(): JSX.Element {
  const t = useTexts('conversations');
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
  const conversations = pages.data?.pages.flatMap((page) => page.conversations) ?? [];
  return (
    <Page title={t('conversations')} hint={t('whatUsersAndBotsSaid')}>
      {pages.isPending ? <ListSkeleton /> : null}
      {pages.isError ? <ErrorState error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.data && conversations.length === 0 ? (
        <EmptyState title={t('noConversationsYet')} hint={t('publishAFlowAndOpen')} />
      ) : null}
      <div className="pb-columns">
        <Stack gap={6}>
          {conversations.map((conversation) => (
            <UnstyledButton
              key={conversation.id}
              onClick={() => void navigate(`/conversations/${conversation.id}`)}
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
                  {conversation.flow}
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
        {id ? <Transcript key={id} id={id} /> : null}
      </div>
    </Page>
  );
}

function Transcript({ id }: { id: string }): JSX.Element {
  const t = useTexts('conversations');
  const dark = useComputedColorScheme('light') === 'dark';
  const events = useQuery({
    queryKey: ['conversation', id],
    queryFn: async () => (await client.call('readConversation', { params: { id } })).data.events,
  });
  const texts = useMemo(() => viewTexts(language()), []);
  const conversation = useMemo(
    () => shown((events.data ?? []).flatMap((event) => chatEventSchema.safeParse(event).data ?? [])),
    [events.data],
  );
  if (events.isPending) {
    return (
      <Center h={200}>
        <Loader aria-label={t('loadingTheConversation')} />
      </Center>
    );
  }
  if (events.isError) return <ErrorState error={events.error} retry={() => void events.refetch()} />;
  return (
    <div className={dark ? 'pb-transcript pb-dark' : 'pb-transcript'}>
      <ConversationView conversation={conversation} texts={texts} readOnly />
    </div>
  );
}

// A conversation that is only read: nothing is sent.
function shown(events: ChatEvent[]): Conversation {
  return {
    state: events.reduce(withEvent, emptyConversation),
    connection: 'ready',
    pending: [],
    busy: false,
    canStop: false,
    canGoBack: false,
    send: async () => undefined,
    stop: () => undefined,
    restart: () => undefined,
    back: () => undefined,
    retry: () => undefined,
  };
}
