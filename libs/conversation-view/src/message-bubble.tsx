import { type JSX, memo } from 'react';
import type { MessageItem } from './conversation-state.ts';
import { FileLinks } from './file-links.tsx';
import { Markdown } from './markdown.tsx';
import { safeLink } from './safe-link.ts';
import { TypedText } from './typed-text.tsx';
import type { ViewTexts } from './view-texts.ts';

/** One message. What users typed is shown as typed; what bots and agents say is Markdown. */
export const MessageBubble = memo(function MessageBubble({
  item,
  texts,
  download,
  writing = false,
}: {
  item: MessageItem;
  texts: ViewTexts;
  download(fileId: string): Promise<Blob>;
  /** It is not whole yet. */
  writing?: boolean;
}): JSX.Element {
  return (
    <article className={`pb-message pb-${item.role}${writing ? ' pb-writing' : ''}`} aria-busy={writing || undefined}>
      {item.name ? (
        <p className="pb-name" dir="auto">
          {item.name}
        </p>
      ) : (
        <span className="pb-hidden">{speaker({ item, texts })}: </span>
      )}
      {item.role === 'user' ? <TypedText text={item.text} /> : <Markdown text={item.text} texts={texts} />}
      {item.takenAs === undefined ? null : (
        <p className="pb-taken" dir="auto">
          {texts('takenAs', { option: item.takenAs })}
        </p>
      )}
      <FileLinks files={item.files} texts={texts} download={download} />
      {item.stopped ? <p className="pb-muted">{texts('stopped')}</p> : null}
      {item.citations.length > 0 ? (
        <details className="pb-sources">
          <summary>
            {texts('sources')} ({item.citations.length})
          </summary>
          <ol>
            {item.citations.map((citation, index) => (
              <li key={index}>
                {citation.url && safeLink(citation.url) ? (
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

function speaker({ item, texts }: { item: MessageItem; texts: ViewTexts }): string {
  if (item.role === 'user') return texts('you');
  return texts(item.role === 'agent' ? 'agent' : 'bot');
}
