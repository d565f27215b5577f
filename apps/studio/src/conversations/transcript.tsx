import { Center, Loader, useComputedColorScheme } from '@mantine/core';
import { ConversationView, viewTexts } from '@patchbay/conversation-view';
import { language, useTexts } from '@patchbay/texts';
import { EmptyState, ErrorState } from '@patchbay/ui';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useMemo } from 'react';
import { client } from '../api/session.tsx';
import { isMissing } from '../shell/is-missing.ts';
import { downloadFile } from './download-file.ts';
import { readOnlyConversation } from './read-only-conversation.ts';

/** What was said in a conversation. */
export function Transcript({ id }: { id: string }): JSX.Element {
  const t = useTexts('conversations');
  const ts = useTexts('shell');
  const dark = useComputedColorScheme('light') === 'dark';
  const events = useQuery({
    queryKey: ['conversation', id],
    queryFn: async () => (await client.call('readConversation', { params: { id } })).data.events,
  });
  const texts = useMemo(() => viewTexts(language()), []);
  const conversation = useMemo(
    () =>
      readOnlyConversation({
        events: events.data ?? [],
        download: (fileId) => downloadFile({ conversationId: id, fileId }),
      }),
    [events.data, id],
  );
  if (events.isPending) {
    return (
      <Center h={200}>
        <Loader aria-label={t('loadingTheConversation')} />
      </Center>
    );
  }
  if (isMissing(events.error))
    return <EmptyState title={ts('conversationIsMissing')} hint={ts('conversationIsMissingHint')} />;
  if (events.isError) return <ErrorState error={events.error} retry={() => void events.refetch()} />;
  return (
    <div className={dark ? 'pb-said-view pb-dark' : 'pb-said-view'}>
      <ConversationView conversation={conversation} texts={texts} readOnly />
    </div>
  );
}
