import type { HotPool } from '../hot-pool.ts';
import type { ConversationPlace } from './schedule-store.ts';

export interface FileRecord {
  id: string;
  name: string;
  /** Media type, by its content. */
  type: string;
  /** Bytes. */
  size: number;
  /** What flows read of it; null where it is no text. */
  text: string | null;
}

/** Most files and bytes of a conversation, and bytes of a workspace. */
export interface FileRoom {
  files: number;
  bytes: number;
  workspaceBytes: number;
}

/** Files that users sent along. */
export class FileStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Keeps a file where there is room for it. Files that come at once may pass the room by one another. */
  async add(
    options: ConversationPlace & { file: FileRecord; content: Buffer; room: FileRoom },
  ): Promise<'kept' | 'conversation full' | 'workspace full'> {
    const { workspaceId, conversationId, file, content, room } = options;
    const { rows } = await this.#pool.inWorkspace<{ added: boolean; fits: boolean }>(workspaceId, {
      text: `WITH own AS (
          SELECT count(*) < $9::int AND coalesce(sum(size), 0) + $6::int <= $10::bigint AS fits
          FROM conversation_file WHERE workspace_id = $1 AND conversation_id = $2
        ), whole AS (
          SELECT coalesce(sum(size), 0) + $6::int <= $11::bigint AS fits FROM conversation_file WHERE workspace_id = $1
        ), added AS (
          INSERT INTO conversation_file (workspace_id, conversation_id, id, name, type, size, text, content)
          SELECT $1, $2, $3::uuid, $4::text, $5::text, $6::int, $7::text, $8::bytea FROM own, whole WHERE own.fits AND whole.fits RETURNING 1
        )
        SELECT EXISTS (SELECT FROM added) AS added, own.fits FROM own`,
      values: [
        ...[workspaceId, conversationId, file.id, file.name, file.type, file.size, file.text, content],
        ...[room.files, room.bytes, room.workspaceBytes],
      ],
    });
    if (rows[0]?.added) return 'kept';
    return rows[0]?.fits ? 'workspace full' : 'conversation full';
  }

  /** Those of the ids that are files of the conversation, in any order. */
  async describe({
    workspaceId,
    conversationId,
    ids,
  }: ConversationPlace & { ids: readonly string[] }): Promise<FileRecord[]> {
    const { rows } = await this.#pool.inWorkspace<FileRecord>(workspaceId, {
      text: `SELECT id, name, type, size, text FROM conversation_file
        WHERE workspace_id = $1 AND conversation_id = $2 AND id = ANY ($3::uuid[])`,
      values: [workspaceId, conversationId, ids],
    });
    return rows;
  }

  async read({
    workspaceId,
    conversationId,
    id,
  }: ConversationPlace & { id: string }): Promise<(Omit<FileRecord, 'text'> & { content: Buffer }) | undefined> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: `SELECT id, name, type, size, content FROM conversation_file
        WHERE workspace_id = $1 AND conversation_id = $2 AND id = $3`,
      values: [workspaceId, conversationId, id],
    });
    const [row] = rows;
    return row && { id: row.id, name: row.name, type: row.type, size: row.size, content: row.content };
  }
}
