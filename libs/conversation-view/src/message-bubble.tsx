import { type JSX, memo } from 'react';
import type { MessageItem } from './conversation-state.ts';
import { isSafeLink, Markdown } from './markdown.tsx';
import type { ViewTexts } from './view-texts.ts';

/** One message. What users typed is shown as typed; what bots and agents say is Markdown. */
export const MessageBubble = memo(function MessageBubble({
  item,
  texts,
}: {
  item: MessageItem;
  texts: ViewTexts;
}): JSX.Element {
  const who = item.role === 'user' ? texts('you') : item.role === 'agent' ? texts('agent') : texts('bot');
  return (
    <article className={`pb-message pb-${item.role}`} aria-busy={item.writing || undefined}>
      <span className="pb-hidden">{who}: </span>
      {item.role === 'user' ? <p className="pb-typed">{item.text}</p> : <Markdown text={item.text} />}
      {item.writing ? <span className="pb-caret" aria-hidden="true" /> : null}
      {item.stopped ? <p className="pb-muted">{texts('stopped')}</p> : null}
      {item.citations.length > 0 ? (
        <details className="pb-sources">
          <summary>
            {texts('sources')} ({item.citations.length})
          </summary>
          <ol>
            {item.citations.map((citation, index) => (
              <li key={index}>
                {citation.url && isSafeLink(citation.url) ? (
                  <a href={citation.url} target="_blank" rel="noopener noreferrer nofollow">
                    {citation.title}
                  </a>
                ) : (
                  <strong>{citation.title}</strong>
                )}
                <blockquote>{citation.passage}</blockquote>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </article>
  );
});
