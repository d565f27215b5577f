import type { FileStore } from '@patchbay/db';
import type { MessageFile } from '@patchbay/runtime';
import { validate } from 'uuid';
import { LIMITS } from '../limits/limits.ts';
import { chatProblems } from './chat-problems.ts';

/** What flows get of the files that a message names, in its order. Throws 422 for one that is no file of the conversation. */
export async function messageFiles(options: {
  files: FileStore;
  workspaceId: string;
  conversationId: string;
  ids: readonly string[];
}): Promise<MessageFile[]> {
  const { files, ids, ...place } = options;
  const rows = await files.describe({ ...place, ids: ids.filter((id) => validate(id)) });
  return filesAmong({ rows, ids });
}

/** The same, of files that are known already. `text` is null for what is no text. */
export function filesAmong({
  rows,
  ids,
}: {
  rows: readonly (Omit<MessageFile, 'text'> & { text: string | null })[];
  ids: readonly string[];
}): MessageFile[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  let left: number = LIMITS.files.textCharactersOfMessage;
  return [...new Set(ids)].map((id) => {
    const row = byId.get(id.toLowerCase());
    if (!row) throw chatProblems.unknownFile(ids.indexOf(id));
    const { id: own, name, type, size, text } = row;
    const file = { id: own, name, type, size };
    if (text === null) return file;
    const read = text.slice(0, left);
    left -= read.length;
    return { ...file, text: read };
  });
}
