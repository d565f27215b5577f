import { useEffect } from 'react';
import { client } from '../api/session.tsx';
import { forgetPreview, keptPreview } from './kept-preview.ts';

/** Resumes the test that this tab had before it was reloaded, where the server still has it. No other begins in its place. */
export function useKeptTest({
  flowKey,
  readOnly,
  resume,
}: {
  flowKey: string;
  readOnly: boolean;
  resume(): void;
}): void {
  useEffect(() => {
    const id = keptPreview(flowKey);
    if (id === undefined || readOnly) return;
    const control = new AbortController();
    client
      .call('readDebug', { params: { key: flowKey, id }, signal: control.signal })
      .then(resume)
      .catch(() => control.signal.aborted || forgetPreview(flowKey));
    return () => control.abort();
  }, [flowKey, readOnly, resume]);
}
