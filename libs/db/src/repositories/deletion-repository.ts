import type { TransactionRunner } from '../transaction-runner.ts';

/** Which rows go with a thing, `$2` being its key; in the order in which they can be put back. */
const rowsOf = {
  connection: { connection: 'key = $2' },
  /** By the thread that it began. */
  thread: {
    comment_thread: 'id = $2::text::uuid',
    comment: 'thread_id = $2::text::uuid',
    comment_mention:
      'comment_id IN (SELECT c.id FROM comment c WHERE c.workspace_id = $1 AND c.thread_id = $2::text::uuid)',
    comment_seen: 'thread_id = $2::text::uuid',
  },
  comment: { comment: 'id = $2::text::uuid', comment_mention: 'comment_id = $2::text::uuid' },
} as const satisfies Record<string, Record<string, string>>;

interface Deleted {
  workspaceId: string;
  kind: keyof typeof rowsOf;
  key: string;
}

/** What can be brought back for a while after it was deleted. Secrets in it stay sealed, as they were. */
export class DeletionRepository {
  readonly #runner: TransactionRunner;

  constructor(runner: TransactionRunner) {
    this.#runner = runner;
  }

  /** Copies the rows of what is about to be deleted, in the transaction that deletes it. */
  async keep({ workspaceId, kind, key, by }: Deleted & { by: string }): Promise<void> {
    const tables = Object.entries(rowsOf[kind]).map(
      ([table, where]) =>
        `'${table}', (SELECT coalesce(jsonb_agg(to_jsonb(r)), '[]') FROM ${table} r WHERE r.workspace_id = $1 AND r.${where})`,
    );
    await this.#query(
      workspaceId,
      `INSERT INTO recently_deleted (workspace_id, kind, key, rows, deleted_by)
        VALUES ($1, $3, $2::text, jsonb_build_object(${tables.join(', ')}), $4)
        ON CONFLICT (workspace_id, kind, key) DO UPDATE SET rows = excluded.rows, deleted_by = excluded.deleted_by, at = now()`,
      [workspaceId, key, kind, by],
    );
  }

  /** Puts the rows back as they were; false where nothing was deleted by `by` within `withinMs`. Throws the violations of the database where their place is taken or gone. */
  async restore({
    workspaceId,
    kind,
    key,
    by,
    withinMs,
  }: Deleted & { by: string; withinMs: number }): Promise<boolean> {
    const [found] = await this.#query<{ rows: Record<string, unknown[]> }>(
      workspaceId,
      `WITH gone AS (DELETE FROM recently_deleted WHERE workspace_id = $1 AND kind = $2 AND key = $3 AND deleted_by = $4
        AND at > now() - $5::float8 * interval '1 millisecond' RETURNING rows) SELECT rows FROM gone`,
      [workspaceId, kind, key, by, withinMs],
    );
    if (!found) return false;
    for (const table of Object.keys(rowsOf[kind]))
      await this.#query(
        workspaceId,
        `INSERT INTO ${table} SELECT r.* FROM jsonb_populate_recordset(NULL::${table}, $2::jsonb) r WHERE r.workspace_id = $1`,
        [workspaceId, JSON.stringify(found.rows[table] ?? [])],
      );
    return true;
  }

  #query<Row>(workspaceId: string, sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.#runner.inWorkspace(workspaceId, (manager) => manager.query(sql, parameters));
  }
}
