import type { CredentialStore } from '@patchbay/conversation-view';

/** Keeps a bot's conversation in this browser, so that a reload continues it; without storage (private windows) it lives as long as the page. */
export function createCredentialStore(bot: string): CredentialStore {
  const key = `patchbay:${bot}`;
  let held: ReturnType<CredentialStore['read']>;
  return {
    read() {
      try {
        const data: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
        if (
          typeof data === 'object' &&
          data &&
          'id' in data &&
          'token' in data &&
          typeof data.id === 'string' &&
          typeof data.token === 'string'
        ) {
          return { id: data.id, token: data.token };
        }
      } catch {
        // Storage is closed to this page, or holds something else: go on with what is held.
      }
      return held;
    },
    write(credentials) {
      held = credentials;
      try {
        if (credentials) localStorage.setItem(key, JSON.stringify(credentials));
        else localStorage.removeItem(key);
      } catch {
        // Then it lives as long as the page.
      }
    },
  };
}
