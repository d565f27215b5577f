import type { TransactionRunner } from '../transaction-runner.ts';

export interface CommentThreadRow {
  id: string;
  nodeId: string;
  createdAt: Date;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  /** How far the one who asks has read it. */
  seenAt: Date | null;
}

export interface CommentRow {
  id: string;
  threadId: string;
  authorId: string | null;
  authorName: string;
  body: string;
  mentions: string[];
  createdAt: Date;
  editedAt: Date | null;
}

export interface MentionRow {
  flowKey: string;
  flowName: string;
  nodeId: string;
  threadId: string;
  commentId: string;
  authorName: string;
  body: string;
  createdAt: Date;
  mentioned: boolean;
  unread: boolean;
}

interface Thread {
  workspaceId: string;
  threadId: string;
}

/** What people say about flows. Every query names the workspace. */
export class CommentRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  threads({
    workspaceId,
    flowId,
    userId,
  }: {
    workspaceId: string;
    flowId: string;
    userId: string | null;
  }): Promise<CommentThreadRow[]> {
    return this.#query(
      workspaceId,
      `SELECT t.id, t.node_id AS "nodeId", t.created_at AS "createdAt", t.resolved_at AS "resolvedAt",
          t.resolved_by_name AS "resolvedBy", s.seen_at AS "seenAt"
        FROM comment_thread t
        LEFT JOIN comment_seen s ON s.workspace_id = t.workspace_id AND s.thread_id = t.id AND s.user_id = $3
        WHERE t.workspace_id = $1 AND t.flow_id = $2 ORDER BY t.created_at, t.id`,
      [workspaceId, flowId, userId],
    );
  }

  comments({ workspaceId, flowId }: { workspaceId: string; flowId: string }): Promise<CommentRow[]> {
    return this.#query(
      workspaceId,
      `SELECT c.id, c.thread_id AS "threadId", c.author_user AS "authorId", c.author_name AS "authorName", c.body,
          c.created_at AS "createdAt", c.edited_at AS "editedAt",
          array(SELECT m.user_id::text FROM comment_mention m WHERE m.workspace_id = c.workspace_id AND m.comment_id = c.id) AS mentions
        FROM comment c JOIN comment_thread t ON t.workspace_id = c.workspace_id AND t.id = c.thread_id
        WHERE c.workspace_id = $1 AND t.flow_id = $2 ORDER BY c.created_at, c.id`,
      [workspaceId, flowId],
    );
  }

  async threadOf({
    workspaceId,
    flowId,
    threadId,
  }: Thread & { flowId: string }): Promise<{ nodeId: string; resolved: boolean; comments: number } | undefined> {
    const [row] = await this.#query<{ nodeId: string; resolved: boolean; comments: number }>(
      workspaceId,
      `SELECT t.node_id AS "nodeId", t.resolved_at IS NOT NULL AS resolved,
          (SELECT count(*)::int FROM comment c WHERE c.workspace_id = t.workspace_id AND c.thread_id = t.id) AS comments
        FROM comment_thread t WHERE t.workspace_id = $1 AND t.flow_id = $2 AND t.id = $3 FOR UPDATE OF t`,
      [workspaceId, flowId, threadId],
    );
    return row;
  }

  async commentOf({
    workspaceId,
    threadId,
    commentId,
  }: Thread & { commentId: string }): Promise<{ authorId: string | null; first: boolean } | undefined> {
    const [row] = await this.#query<{ authorId: string | null; first: boolean }>(
      workspaceId,
      `SELECT c.author_user AS "authorId", NOT EXISTS (SELECT FROM comment o WHERE o.workspace_id = c.workspace_id
          AND o.thread_id = c.thread_id AND (o.created_at, o.id) < (c.created_at, c.id)) AS first
        FROM comment c WHERE c.workspace_id = $1 AND c.thread_id = $2 AND c.id = $3`,
      [workspaceId, threadId, commentId],
    );
    return row;
  }

  async countThreads({ workspaceId, flowId }: { workspaceId: string; flowId: string }): Promise<number> {
    const [row] = await this.#query<{ count: number }>(
      workspaceId,
      'SELECT count(*)::int AS count FROM comment_thread WHERE workspace_id = $1 AND flow_id = $2',
      [workspaceId, flowId],
    );
    return row?.count ?? 0;
  }

  async addThread(thread: Thread & { flowId: string; nodeId: string }): Promise<void> {
    const { workspaceId, threadId, flowId, nodeId } = thread;
    await this.#query(
      workspaceId,
      'INSERT INTO comment_thread (workspace_id, id, flow_id, node_id) VALUES ($1, $2, $3, $4)',
      [workspaceId, threadId, flowId, nodeId],
    );
  }

  async addComment(
    comment: Thread & {
      id: string;
      authorId: string | null;
      authorName: string;
      body: string;
      mentions: readonly string[];
    },
  ): Promise<void> {
    const { workspaceId, threadId, id, authorId, authorName, body, mentions } = comment;
    await this.#query(
      workspaceId,
      // By the clock and not by the transaction: of two in one thread the second is later.
      `INSERT INTO comment (workspace_id, id, thread_id, author_user, author_name, body, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
      [workspaceId, id, threadId, authorId, authorName, body],
    );
    await this.#mention({ workspaceId, id, mentions });
  }

  async changeComment(comment: {
    workspaceId: string;
    id: string;
    body: string;
    mentions: readonly string[];
  }): Promise<void> {
    const { workspaceId, id, body, mentions } = comment;
    await this.#query(
      workspaceId,
      'UPDATE comment SET body = $3, edited_at = now() WHERE workspace_id = $1 AND id = $2',
      [workspaceId, id, body],
    );
    await this.#query(workspaceId, 'DELETE FROM comment_mention WHERE workspace_id = $1 AND comment_id = $2', [
      workspaceId,
      id,
    ]);
    await this.#mention({ workspaceId, id, mentions });
  }

  async #mention(comment: { workspaceId: string; id: string; mentions: readonly string[] }): Promise<void> {
    const { workspaceId, id, mentions } = comment;
    if (mentions.length === 0) return;
    await this.#query(
      workspaceId,
      'INSERT INTO comment_mention (workspace_id, comment_id, user_id) SELECT $1, $2, unnest($3::uuid[])',
      [workspaceId, id, [...new Set(mentions)]],
    );
  }

  /** Takes a comment away; its thread too, where it was the first. */
  async removeComment({ workspaceId, threadId, commentId, whole }: Thread & { commentId: string; whole: boolean }) {
    if (whole)
      await this.#query(workspaceId, 'DELETE FROM comment_thread WHERE workspace_id = $1 AND id = $2', [
        workspaceId,
        threadId,
      ]);
    else
      await this.#query(workspaceId, 'DELETE FROM comment WHERE workspace_id = $1 AND id = $2', [
        workspaceId,
        commentId,
      ]);
  }

  async setResolved({ workspaceId, threadId, by }: Thread & { by: string | null }): Promise<void> {
    await this.#query(
      workspaceId,
      `UPDATE comment_thread SET resolved_at = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END, resolved_by_name = $3
        WHERE workspace_id = $1 AND id = $2`,
      [workspaceId, threadId, by],
    );
  }

  async setSeen({ workspaceId, threadId, userId }: Thread & { userId: string }): Promise<void> {
    await this.#query(
      workspaceId,
      `INSERT INTO comment_seen (workspace_id, thread_id, user_id, seen_at) VALUES ($1, $2, $3, clock_timestamp())
        ON CONFLICT (workspace_id, thread_id, user_id) DO UPDATE SET seen_at = excluded.seen_at`,
      [workspaceId, threadId, userId],
    );
  }

  /** What was said to somebody: where they are mentioned, and answers where they took part. Newest first. */
  mentions({
    workspaceId,
    userId,
    limit,
  }: {
    workspaceId: string;
    userId: string;
    limit: number;
  }): Promise<MentionRow[]> {
    return this.#query(
      workspaceId,
      `SELECT f.key AS "flowKey", f.name AS "flowName", t.node_id AS "nodeId", t.id AS "threadId", c.id AS "commentId",
          c.author_name AS "authorName", c.body, c.created_at AS "createdAt", m.user_id IS NOT NULL AS mentioned,
          c.created_at > coalesce(s.seen_at, '-infinity') AS unread
        FROM comment c
        JOIN comment_thread t ON t.workspace_id = c.workspace_id AND t.id = c.thread_id
        JOIN flow f ON f.workspace_id = t.workspace_id AND f.id = t.flow_id AND f.deleted_at IS NULL
        LEFT JOIN comment_mention m ON m.workspace_id = c.workspace_id AND m.comment_id = c.id AND m.user_id = $2
        LEFT JOIN comment_seen s ON s.workspace_id = t.workspace_id AND s.thread_id = t.id AND s.user_id = $2
        WHERE c.workspace_id = $1 AND c.author_user IS DISTINCT FROM $2
          AND (m.user_id IS NOT NULL OR EXISTS (SELECT FROM comment o WHERE o.workspace_id = t.workspace_id
            AND o.thread_id = t.id AND o.author_user = $2 AND o.created_at < c.created_at))
        ORDER BY c.created_at DESC, c.id DESC LIMIT $3`,
      [workspaceId, userId, limit],
    );
  }

  /** The comments of a node follow it to another id, also those that were deleted and can be brought back. */
  async moveNode(move: { workspaceId: string; flowId: string; from: string; to: string }): Promise<number> {
    const { workspaceId, flowId, from, to } = move;
    const [, moved] = await this.#runner.inWorkspace(workspaceId, (manager) =>
      manager.query(
        'UPDATE comment_thread SET node_id = $4 WHERE workspace_id = $1 AND flow_id = $2 AND node_id = $3',
        [workspaceId, flowId, from, to],
      ),
    );
    // A statement of its own: a deletion that the one before had to wait for has left its rows here since.
    await this.#query(
      workspaceId,
      `UPDATE recently_deleted SET rows = jsonb_set(rows, '{comment_thread,0,node_id}', to_jsonb($4::text))
        WHERE workspace_id = $1 AND kind = 'thread' AND rows #>> '{comment_thread,0,flow_id}' = $2::text
          AND rows #>> '{comment_thread,0,node_id}' = $3`,
      [workspaceId, flowId, from, to],
    );
    return moved;
  }

  #query<Row>(workspaceId: string, sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => manager.query(sql, parameters));
  }
}
