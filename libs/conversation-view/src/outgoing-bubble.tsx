import type { JSX } from 'react';
import { FileLinks } from './file-links.tsx';
import type { OutgoingMessage } from './outbox.ts';
import { problemText } from './problem-text.ts';
import { TypedText } from './typed-text.tsx';
import type { ViewTexts } from './view-texts.ts';

/** A typed message that is on its way, or that was refused. */
export function OutgoingBubble({
  message,
  texts,
  download,
}: {
  message: OutgoingMessage;
  texts: ViewTexts;
  download(fileId: string): Promise<Blob>;
}): JSX.Element {
  return (
    <article className={`pb-message pb-user pb-${message.status}`}>
      <span className="pb-hidden">{texts('you')}: </span>
      <TypedText text={message.text} />
      <FileLinks files={message.files} texts={texts} download={download} />
      {message.status === 'trying' ? <p className="pb-delivery">{texts('trying')}</p> : null}
      {message.status === 'queued' ? <p className="pb-delivery">{texts('queued')}</p> : null}
      {message.status === 'refused' ? (
        <p className="pb-delivery" role="alert">
          {texts('notSent')} {message.problem ? problemText({ problem: message.problem, texts }) : null}
        </p>
      ) : null}
    </article>
  );
}
