import { ConversationView, createChatTransport, useConversation, viewTexts } from '@patchbay/conversation-view';
import { type JSX, useEffect, useMemo } from 'react';
import type { Bot } from './bot.ts';
import { createCredentialStore } from './credential-store.ts';

/** The generated page of one published bot. */
export function ChatPage({ bot }: { bot: Bot }): JSX.Element {
  const locale = navigator.language;
  const texts = useMemo(() => viewTexts(locale), [locale]);
  const transport = useMemo(
    () =>
      createChatTransport({
        baseUrl: `/api/chat/${encodeURIComponent(bot.address)}`,
        fetch: (input, init) => fetch(input, init),
      }),
    [bot.address],
  );
  const store = useMemo(() => createCredentialStore(bot.address), [bot.address]);
  const conversation = useConversation({
    transport,
    store,
    locale,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });

  useEffect(() => {
    document.title = bot.name;
    document.documentElement.lang = locale;
  }, [bot.name, locale]);

  return (
    <main className="chat-page">
      <header className="chat-header">
        <h1>{bot.name}</h1>
        <button type="button" onClick={conversation.restart} disabled={conversation.state.items.length === 0}>
          {texts('restart')}
        </button>
      </header>
      <ConversationView conversation={conversation} texts={texts} />
    </main>
  );
}
