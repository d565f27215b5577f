import type { JSX } from 'react';
import type { OutgoingMessage } from './outbox.ts';
import { problemText } from './problem-text.ts';
import type { ViewTexts } from './view-texts.ts';

/** A typed message that is on its way, or that was refused. */
export function OutgoingBubble({ message, texts }: { message: OutgoingMessage; texts: ViewTexts }): JSX.Element {
  return (
    <article className={`pb-message pb-user pb-${message.status}`}>
      <span className="pb-hidden">{texts('you')}: </span>
      <p className="pb-typed" dir="auto">
        {message.text}
      </p>
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
