import type { ChatFile } from '@patchbay/api-contract/chat';
import type { CredentialStore, DraftValue, DraftValues, UnsentMessage } from '@patchbay/conversation-view';

/** Keeps a bot's conversation in this browser, so that a reload continues it; without storage (private windows) it lives as long as the page. */
export function createCredentialStore(bot: string): CredentialStore {
  const key = `patchbay:${bot}`;
  const draftsKey = (conversationId: string) => `${key}:${conversationId}:drafts`;
  let held: ReturnType<CredentialStore['read']>;
  return {
    read() {
      const data = readJson({ storage: () => localStorage, key });
      if (hasTexts(data, 'id', 'token')) return { id: data.id, token: data.token };
      return held;
    },
    write(credentials) {
      held = credentials;
      writeJson({ storage: () => localStorage, key, value: credentials });
    },
    // Each tab has its own: what one has not sent yet is no other's to send.
    readUnsent(conversationId) {
      const data = readJson({ storage: () => sessionStorage, key: `${key}:${conversationId}` });
      return Array.isArray(data) ? data.flatMap(unsentOf) : [];
    },
    writeUnsent(conversationId, messages) {
      const value = messages.length > 0 ? messages : undefined;
      writeJson({ storage: () => sessionStorage, key: `${key}:${conversationId}`, value });
    },
    readDrafts(conversationId) {
      return draftsOf(readJson({ storage: () => sessionStorage, key: draftsKey(conversationId) }));
    },
    writeDrafts(conversationId, drafts) {
      const value = Object.keys(drafts).length > 0 ? drafts : undefined;
      writeJson({ storage: () => sessionStorage, key: draftsKey(conversationId), value });
    },
  };
}

function unsentOf(data: unknown): UnsentMessage[] {
  if (!hasTexts(data, 'key', 'text') || !('begunAt' in data) || typeof data.begunAt !== 'number') return [];
  const { key, text, begunAt } = data;
  // Those that an earlier release kept have none.
  const files = 'files' in data && Array.isArray(data.files) ? data.files.filter(isFile) : [];
  return [{ key, text, begunAt, files }];
}

function draftsOf(data: unknown): DraftValues {
  return Object.fromEntries(
    entriesOf(data).map(([place, fields]) => [
      place,
      Object.fromEntries(entriesOf(fields).flatMap(([key, value]) => (isDraft(value) ? [[key, value]] : []))),
    ]),
  );
}

function isDraft(value: unknown): value is DraftValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return typeof value === 'string' || typeof value === 'boolean';
}

function isFile(data: unknown): data is ChatFile {
  return hasTexts(data, 'id', 'name', 'type') && 'size' in data && typeof data.size === 'number';
}

function hasTexts<Key extends string>(data: unknown, ...keys: Key[]): data is Record<Key, string> {
  const entries = new Map(entriesOf(data));
  return keys.every((key) => typeof entries.get(key) === 'string');
}

function entriesOf(data: unknown): [string, unknown][] {
  return typeof data === 'object' && data !== null ? Object.entries(data) : [];
}

// Storage may be closed to this page, full, or hold something else: then it lives as long as the page.
function readJson({ storage, key }: { storage(): Storage; key: string }): unknown {
  try {
    return JSON.parse(storage().getItem(key) ?? 'null');
  } catch {
    return undefined;
  }
}

function writeJson({ storage, key, value }: { storage(): Storage; key: string; value: unknown }): void {
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, JSON.stringify(value));
  } catch {
    // As above.
  }
}
