import type { JSX } from 'react';
import type { ConnectionStatus } from './session-view.ts';
import type { ViewTextKey, ViewTexts } from './view-texts.ts';

interface Props {
  connection: ConnectionStatus;
  texts: ViewTexts;
  retry(): void;
}

const told: Partial<Record<ConnectionStatus, ViewTextKey>> = { lost: 'lost', overloaded: 'overloaded' };

/** Says that the server is not heard, and that it is tried again; takes no room while all is well. */
export function ConnectionBanner({ connection, texts, retry }: Props): JSX.Element {
  const text = told[connection];
  return (
    <div className="pb-banners" role="status">
      {text ? (
        <div className="pb-banner">
          <span>{texts(text)}</span>
          <button type="button" className="pb-quiet" onClick={retry}>
            {texts('retryNow')}
          </button>
        </div>
      ) : null}
      {connection === 'offline' ? (
        <div className="pb-banner">
          <span>{texts('offline')}</span>
        </div>
      ) : null}
    </div>
  );
}
