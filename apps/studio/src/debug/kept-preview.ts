import { ApiError } from '@patchbay/api-contract';
import type { CredentialStore } from '@patchbay/conversation-view';
import { WORKSPACE } from '../api/session.tsx';

const keyOf = (flowKey: string) => `patchbay.preview.${WORKSPACE}.${flowKey}`;

/** The test of a flow that this tab had before it was reloaded. */
export function keptPreview(flowKey: string): string | undefined {
  return sessionStorage.getItem(keyOf(flowKey)) ?? undefined;
}

/** Forgets it when the server no longer has it. A server that cannot be reached may have it still. */
export function forgetIfGone({ flowKey, error }: { flowKey: string; error: unknown }): void {
  if (error instanceof ApiError && error.status === 404) sessionStorage.removeItem(keyOf(flowKey));
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
      else sessionStorage.removeItem(keyOf(flowKey));
      onChange(credentials?.id);
    },
  };
}
