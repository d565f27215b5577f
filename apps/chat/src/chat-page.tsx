import { createChatClient, type UploadRules } from '@patchbay/api-contract/chat';
import { ConversationView, useConversation, type ViewTexts } from '@patchbay/conversation-view';
import { type DragEvent, type JSX, useMemo } from 'react';
import { createCredentialStore } from './credential-store.ts';

interface Props {
  address: string;
  name: string;
  locale: string;
  texts: ViewTexts;
  uploads: UploadRules | undefined;
}

/** The generated page of one published bot. */
export function ChatPage({ address, name, locale, texts, uploads }: Props): JSX.Element {
  const client = useMemo(
    () =>
      createChatClient({
        baseUrl: `/api/chat/${encodeURIComponent(address)}`,
        fetch: (input, init) => fetch(input, init),
      }),
    [address],
  );
  const store = useMemo(() => createCredentialStore(address), [address]);
  const conversation = useConversation({
    client,
    store,
    locale,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return (
    <main className="chat-page" onDragOver={keepPage} onDrop={keepPage}>
      <header className="chat-header">
        <span className="chat-mark" aria-hidden="true">
          {[...name][0]}
        </span>
        <h1 dir="auto">{name}</h1>
        {conversation.canGoBack ? (
          <button type="button" onClick={conversation.back} title={texts('back')} aria-label={texts('back')}>
            <Icon path="M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6" />
          </button>
        ) : null}
        <button
          type="button"
          onClick={conversation.restart}
          disabled={conversation.state.items.length === 0}
          title={texts('restart')}
          aria-label={texts('restart')}
        >
          <Icon path="M20 5v5h-5M20 10a8 8 0 1 0 .5 4.500" />
        </button>
      </header>
      <ConversationView conversation={conversation} texts={texts} uploads={uploads} />
    </main>
  );
}

// A file that is dropped beside the conversation would be opened in place of the page.
function keepPage(event: DragEvent): void {
  if (event.dataTransfer.types.includes('Files')) event.preventDefault();
}

function Icon({ path }: { path: string }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
