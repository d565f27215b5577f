import type { ChatClient, ChatEvent, ProblemDocument, TurnRequest, UploadRules } from '@patchbay/api-contract/chat';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { ConversationSession } from './conversation-session.ts';
import type { CredentialStore } from './credential-store.ts';
import type { Drafts } from './drafts.ts';
import type { SessionView } from './session-view.ts';

/** A conversation as it is shown, and what can be done with it. */
export interface Conversation extends SessionView {
  /** What was typed and not sent yet. */
  drafts: Drafts;
  /** Resolves when the turn is answered, with the problem when it is refused. */
  send(turn: TurnRequest): Promise<ProblemDocument | undefined>;
  /** Sends a typed text with the files that are attached. */
  sendMessage(text: string): Promise<ProblemDocument | undefined>;
  attach(call: { files: readonly File[]; rules: UploadRules }): void;
  attachAgain(call: { key: string; rules: UploadRules }): void;
  detach(key: string): void;
  download(fileId: string): Promise<Blob>;
  stop(): void;
  restart(): void;
  retry(): void;
  back(): void;
}

interface Options {
  client: ChatClient;
  store: CredentialStore;
  locale: string;
  timezone: string;
  /** Seen before it is shown: the preview takes the trace from here. */
  onEvent?: (event: ChatEvent) => void;
}

/** One conversation with a server, for as long as the component is there. */
export function useConversation({ client, store, locale, timezone, onEvent }: Options): Conversation {
  const session = useMemo(
    () => new ConversationSession({ client, store, locale, timezone, onEvent, schedule: beforeNextFrame }),
    [client, store, locale, timezone, onEvent],
  );
  useEffect(() => {
    session.start();
    // A network that is back and a page that is looked at again are good reasons to try now.
    const retry = () => {
      if (!document.hidden) session.retry();
    };
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
      session.end();
    };
  }, [session]);
  const view = useSyncExternalStore(session.subscribe, session.view);
  return useMemo(
    () => ({
      ...view,
      drafts: session.drafts,
      send: session.send,
      sendMessage: session.sendMessage,
      attach: session.attach,
      attachAgain: session.attachAgain,
      detach: session.detach,
      download: session.download,
      stop: session.stop,
      restart: session.restart,
      back: session.back,
      retry: session.retry,
    }),
    [view, session],
  );
}

// Many events may come in one frame, and a page in the background draws none.
function beforeNextFrame(callback: () => void): void {
  if (document.hidden) setTimeout(callback, 50);
  else requestAnimationFrame(callback);
}
