import { Unavailable, type ViewTexts } from '@patchbay/conversation-view';
import type { JSX } from 'react';

/** What stands at an address where no bot is. */
export function MissingPage({ texts }: { texts: ViewTexts }): JSX.Element {
  return (
    <main className="chat-page">
      <Unavailable texts={texts} retry={() => location.reload()} />
    </main>
  );
}
