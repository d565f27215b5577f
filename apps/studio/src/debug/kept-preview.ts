import type { CredentialStore } from '@patchbay/conversation-view';
import { WORKSPACE } from '../api/session.tsx';

const keyOf = (flowKey: string) => `patchbay.preview.${WORKSPACE}.${flowKey}`;

/** The test of a flow that this tab had before it was reloaded. */
export function keptPreview(flowKey: string): string | undefined {
  return sessionStorage.getItem(keyOf(flowKey)) ?? undefined;
}

export function forgetPreview(flowKey: string): void {
  sessionStorage.removeItem(keyOf(flowKey));
}

/** Where the test of a flow is remembered, for as long as the tab is open. `onChange`: told which one it is now. */
export function previewCredentials({
  flowKey,
  onChange,
}: {
  flowKey: string;
  onChange(id: string | undefined): void;
}): CredentialStore {
  return {
    read() {
      const id = keptPreview(flowKey);
      return id === undefined ? undefined : { id, token: 'preview' };
    },
    write(credentials) {
      if (credentials) sessionStorage.setItem(keyOf(flowKey), credentials.id);
      else forgetPreview(flowKey);
      onChange(credentials?.id);
    },
  };
}
