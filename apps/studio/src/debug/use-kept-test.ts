import { useEffect } from 'react';
import { client } from '../api/session.tsx';
import { forgetIfGone, keptPreview } from './kept-preview.ts';

/** Resumes the test that this tab had before it was reloaded, where the server still has it. No other begins in its place. */
export function useKeptTest({
  flowKey,
  readOnly,
  resume,
}: {
  flowKey: string;
  readOnly: boolean;
  resume(paused: boolean): void;
}): void {
  useEffect(() => {
    const id = keptPreview(flowKey);
    if (id === undefined || readOnly) return;
    const control = new AbortController();
    client
      .call('readDebug', { params: { key: flowKey, id }, signal: control.signal })
      .then(({ data }) => resume(data.state === 'paused'))
      .catch((error: unknown) => forgetIfGone({ flowKey, error }));
    return () => control.abort();
  }, [flowKey, readOnly, resume]);
}
