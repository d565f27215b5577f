import type { UploadRules } from '@patchbay/api-contract/chat';
import { type JSX, useCallback, useRef } from 'react';
import { Composer } from './composer.tsx';
import { ConversationComponent } from './components/conversation-component.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import type { ConversationItem } from './conversation-state.ts';
import { MessageBubble } from './message-bubble.tsx';
import { Notice } from './notice.tsx';
import { OutgoingBubble } from './outgoing-bubble.tsx';
import { Unavailable } from './unavailable.tsx';
import type { Conversation } from './use-conversation.ts';
import { useFileDrop } from './use-file-drop.ts';
import { useStickToEnd } from './use-stick-to-end.ts';
import { useWindowOf } from './use-window-of.ts';
import type { ViewTexts } from './view-texts.ts';

interface Props {
  conversation: Conversation;
  texts: ViewTexts;
  /** What files may go along with a message; without it none may. */
  uploads?: UploadRules | undefined;
  /** A record that is read: nothing can be sent. */
  readOnly?: boolean;
}

/** A whole conversation: what was said, its components, what is going on, and where the user writes. */
export function ConversationView({ conversation, texts, uploads, readOnly = false }: Props): JSX.Element {
  const { state, connection, pending, busy, send, sendMessage, attach, download } = conversation;
  const list = useRef<HTMLDivElement>(null);
  const { shown, hidden, showMore } = useWindowOf({ all: state.items, list });
  const end = useStickToEnd({ list, said: state.items.at(-1)?.key ?? state.writing.at(-1)?.key });

  const { jump } = end;
  const sendText = useCallback(
    (text: string) => {
      jump();
      return send({ text });
    },
    [send, jump],
  );
  const mayAttach = uploads && !readOnly && connection !== 'gone';
  const drop = useFileDrop(mayAttach ? (files) => attach({ files, rules: uploads }) : undefined);
  if (connection === 'gone' && state.items.length === 0)
    return <Unavailable texts={texts} retry={conversation.retry} />;

  const refused = pending.findLast((message) => message.status === 'refused');
  const isEmpty = state.items.length === 0 && state.writing.length === 0 && !readOnly && connection !== 'gone';
  // A bot that greets nobody waits for the first message.
  const mayBegin = connection === 'ready' && state.lastSeq > 0 && !busy && pending.length === 0;
  const isQuiet = busy && state.writing.length === 0 && connection === 'ready';
  return (
    <div className="pb-conversation" {...drop.handlers}>
      <div className="pb-list" ref={list} tabIndex={0} role="group" aria-label={texts('log')}>
        <div className="pb-said">
          {hidden > 0 ? (
            <button type="button" className="pb-quiet pb-earlier" onClick={showMore}>
              {texts('earlier')}
            </button>
          ) : null}
          {isEmpty && !mayBegin ? <Skeleton label={texts(connection === 'resuming' ? 'resuming' : 'opening')} /> : null}
          {isEmpty && mayBegin ? <p className="pb-notice">{texts('begin')}</p> : null}
          {/* What is whole is read out once; what is being written is read out when it is whole. */}
          <div className="pb-log" role="log" aria-label={texts('log')} aria-busy={connection === 'resuming'}>
            {shown.map((item) => (
              <Item
                key={item.key}
                item={item}
                conversation={conversation}
                texts={texts}
                readOnly={readOnly}
                sendText={sendText}
              />
            ))}
          </div>
          {state.writing.map((item) => (
            <MessageBubble key={item.key} item={item} texts={texts} download={download} writing />
          ))}
          {pending.map((message) => (
            <OutgoingBubble key={message.key} message={message} texts={texts} download={download} />
          ))}
          <div role="status" className="pb-doing">
            {isQuiet ? (
              <p className="pb-status">
                <span className="pb-dots" aria-hidden="true">
                  <i />
                  <i />
                  <i />
                </span>
                <span className={state.status ? undefined : 'pb-hidden'} dir="auto">
                  {state.status ?? texts('writing')}
                </span>
              </p>
            ) : null}
          </div>
        </div>
      </div>
      <div className="pb-foot">
        {end.away ? (
          <button type="button" className={end.unseen ? 'pb-jump pb-new' : 'pb-jump'} onClick={end.jump}>
            <span aria-hidden="true">↓</span> {texts(end.unseen ? 'newMessages' : 'jump')}
          </button>
        ) : null}
        <ConnectionBanner connection={connection} texts={texts} retry={conversation.retry} />
        {connection === 'gone' ? (
          <div className="pb-banner" role="alert">
            {texts('gone')}
          </div>
        ) : readOnly ? null : (
          <Composer
            conversation={conversation}
            texts={texts}
            uploads={uploads}
            placeholder={state.closed ? texts('writeToReopen') : texts('composer')}
            restored={refused}
            send={(text) => {
              jump();
              void sendMessage(text);
            }}
          />
        )}
      </div>
      {drop.over ? (
        <div className="pb-drop" aria-hidden="true">
          {texts('dropHere')}
        </div>
      ) : null}
    </div>
  );
}

interface ItemProps extends Required<Omit<Props, 'uploads'>> {
  item: ConversationItem;
  sendText(text: string): Promise<unknown>;
}

function Item({ item, conversation, texts, readOnly, sendText }: ItemProps): JSX.Element {
  if (item.kind === 'message') return <MessageBubble item={item} texts={texts} download={conversation.download} />;
  if (item.kind === 'notice') return <Notice item={item} texts={texts} />;
  return (
    <ConversationComponent
      item={item}
      texts={texts}
      readOnly={readOnly}
      drafts={conversation.drafts}
      send={conversation.send}
      sendText={sendText}
    />
  );
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
