import { type JSX, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { Composer } from './composer.tsx';
import { ConversationComponent } from './components/conversation-component.tsx';
import type { ConversationItem, NoticeItem } from './conversation-state.ts';
import { MessageBubble } from './message-bubble.tsx';
import type { Conversation } from './use-conversation.ts';
import type { ViewTexts } from './view-texts.ts';

interface Props {
  conversation: Conversation;
  texts: ViewTexts;
  /** A record that is read: nothing can be sent. */
  readOnly?: boolean;
}

/** A whole conversation: what was said, its components, what is going on, and where the user writes. */
export function ConversationView({ conversation, texts, readOnly = false }: Props): JSX.Element {
  const { state, connection, pending, busy } = conversation;
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useStickToEnd({ log, change: [state.items, pending, state.status] });
  const disabled = connection !== 'ready' || busy || readOnly;

  const sendText = useCallback((text: string) => void conversation.send({ text }), [conversation]);
  const empty = state.items.length === 0;
  const quiet = !state.items.some((item) => item.kind === 'message' && item.writing);

  return (
    <div className="pb-conversation">
      <div className="pb-log" ref={log} role="log" aria-label={texts('log')} aria-live="polite" tabIndex={0}>
        {empty && connection !== 'gone' && !readOnly ? (
          <Skeleton label={texts(connection === 'resuming' ? 'resuming' : 'opening')} />
        ) : null}
        {state.items.map((item) => (
          <Item
            key={item.key}
            item={item}
            conversation={conversation}
            texts={texts}
            disabled={disabled}
            sendText={sendText}
          />
        ))}
        {pending ? (
          <article className="pb-message pb-user pb-pending">
            <p className="pb-typed">{pending.text}</p>
            {pending.failed ? (
              <p className="pb-error" role="alert">
                {pending.failed}
              </p>
            ) : null}
          </article>
        ) : null}
        {busy && quiet && connection === 'ready' ? (
          <p className="pb-status" role="status">
            <span className="pb-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            <span className={state.status ? undefined : 'pb-hidden'}>{state.status ?? texts('writing')}</span>
          </p>
        ) : null}
      </div>
      {atEnd.away ? (
        <button type="button" className="pb-jump" onClick={atEnd.jump}>
          ↓ {texts('jump')}
        </button>
      ) : null}
      {connection === 'lost' ? (
        <div className="pb-banner" role="status">
          <span>{texts('lost')}</span>
          <button type="button" className="pb-quiet" onClick={conversation.retry}>
            {texts('retryNow')}
          </button>
        </div>
      ) : null}
      {connection === 'gone' ? (
        <div className="pb-banner" role="alert">
          {texts('gone')}
        </div>
      ) : readOnly ? null : (
        <Composer
          texts={texts}
          disabled={disabled}
          canStop={conversation.canStop}
          placeholder={state.closed ? texts('writeToReopen') : texts('composer')}
          restored={pending?.failed ? pending.text : undefined}
          send={sendText}
          stop={conversation.stop}
        />
      )}
    </div>
  );
}

interface ItemProps extends Props {
  item: ConversationItem;
  disabled: boolean;
  sendText(text: string): void;
}

function Item({ item, conversation, texts, disabled, sendText }: ItemProps): JSX.Element {
  if (item.kind === 'message') return <MessageBubble item={item} texts={texts} />;
  if (item.kind === 'notice') return <Notice item={item} texts={texts} />;
  return (
    <ConversationComponent
      item={item}
      texts={texts}
      disabled={disabled}
      submit={(values) => conversation.send({ submit: { componentId: item.id, values } })}
      cancel={() => void conversation.send({ cancel: { componentId: item.id } })}
      sendText={sendText}
    />
  );
}

function Notice({ item, texts }: { item: NoticeItem; texts: ViewTexts }): JSX.Element {
  if (item.notice === 'error') {
    return (
      <p className="pb-notice pb-error" role="alert">
        {item.text}
      </p>
    );
  }
  return <p className="pb-notice">{noticeText({ item, texts })}</p>;
}

function noticeText({ item, texts }: { item: NoticeItem; texts: ViewTexts }): string {
  if (item.notice === 'reopened') return texts('reopened');
  if (item.notice === 'closed') {
    return texts(
      item.text === 'resolved' ? 'closedResolved' : item.text === 'escalated' ? 'closedEscalated' : 'closedAbandoned',
    );
  }
  if (item.text === 'queued') return texts('handoffQueued');
  if (item.text === 'closed') return texts('handoffClosed');
  return texts('handoffActive', { name: item.text });
}

function Skeleton({ label }: { label: string }): JSX.Element {
  return (
    <div className="pb-skeleton" role="status">
      <span className="pb-hidden">{label}</span>
      <i />
      <i />
    </div>
  );
}

// Keeps the end in view while the reader is there, and leaves who scrolled up alone.
function useStickToEnd({ log, change }: { log: RefObject<HTMLDivElement | null>; change: readonly unknown[] }): {
  away: boolean;
  jump(): void;
} {
  const stuck = useRef(true);
  const [away, setAway] = useState(false);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    const onScroll = () => {
      stuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
      if (stuck.current) setAway(false);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [log]);

  useEffect(() => {
    const element = log.current;
    if (!element) return;
    if (stuck.current) element.scrollTop = element.scrollHeight;
    else setAway(true);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the list itself is what is watched
  }, change);

  return {
    away,
    jump: () => {
      stuck.current = true;
      setAway(false);
      if (log.current) log.current.scrollTop = log.current.scrollHeight;
    },
  };
}
