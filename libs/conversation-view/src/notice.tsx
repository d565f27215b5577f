import type { JSX } from 'react';
import type { NoticeItem } from './conversation-state.ts';
import type { ViewTexts } from './view-texts.ts';

/** Codes whose messages are the product's own; of others a server tells no more than that something failed. */
const TOLD = /^(turn|handoff|effect|node)\./;

/** What happened to the conversation, between its messages. */
export function Notice({ item, texts }: { item: NoticeItem; texts: ViewTexts }): JSX.Element {
  if (item.notice === 'error') {
    return (
      <p className="pb-notice pb-error" role="alert" dir="auto">
        {TOLD.test(item.code ?? '') ? item.text : texts('stepFailed')}
      </p>
    );
  }
  return (
    <p className="pb-notice" dir="auto">
      {noticeText({ item, texts })}
    </p>
  );
}

function noticeText({ item, texts }: { item: NoticeItem; texts: ViewTexts }): string {
  if (item.notice === 'reopened') return texts('reopened');
  if (item.notice === 'closed') {
    if (item.text === 'resolved') return texts('closedResolved');
    return texts(item.text === 'escalated' ? 'closedEscalated' : 'closedAbandoned');
  }
  if (item.text === 'queued') return texts('handoffQueued');
  if (item.text === 'closed') return texts('handoffClosed');
  return texts('handoffActive', { name: item.text || texts('agent') });
}
