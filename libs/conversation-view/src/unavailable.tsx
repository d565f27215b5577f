import type { JSX } from 'react';
import type { ViewTexts } from './view-texts.ts';

/** What stands in place of a conversation with a bot that is not there. */
export function Unavailable({ texts, retry }: { texts: ViewTexts; retry(): void }): JSX.Element {
  return (
    <div className="pb-conversation pb-unavailable" role="alert">
      <svg viewBox="0 0 64 64" width="72" height="72" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round">
          <path d="M12 14h40a4 4 0 0 1 4 4v22a4 4 0 0 1-4 4H30l-12 10V44h-6a4 4 0 0 1-4-4V18a4 4 0 0 1 4-4z" />
          <path d="M25 25v4m14-4v4M25 37c2-2.500 12-2.500 14 0" />
        </g>
      </svg>
      <h2>{texts('gone')}</h2>
      <p>{texts('goneHint')}</p>
      <button type="button" className="pb-primary" onClick={retry}>
        {texts('retryNow')}
      </button>
    </div>
  );
}
