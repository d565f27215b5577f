import { quoted } from '../backup/quoted.ts';
import type { HotPool } from '../hot-pool.ts';
import { firstIdAt } from './id-time.ts';
import { type conversationPartitions, restOf, rowsOfConversation, tracePartitions } from './partitioned-tables.ts';

/** What a batch did, and where the next one begins; null when there is nothing after it. */
export interface Swept<Cursor> {
  rows: number;
  next: Cursor | null;
}

/** A range of conversations by the time they began: from inclusive, to exclusive. Milliseconds. */
interface Began {
  workspaceId: string;
  fromMs: number;
  toMs: number;
}

/** How many conversations, keys, and blocks of 8 kB a batch looks at: some ten milliseconds each. */
const CONVERSATIONS = 500;
const KEYS = 2_000;
const BLOCKS = 1_000;
/** What belongs to removed conversations: about as many rows as in a batch of keys. */
const ORPHANS = 100;
/** Below every id. */
const NO_ID = firstIdAt(0);

/** Removes what is over, in batches that each commit by themselves; each goes by its place in an index, so that what stays is looked at once. */
export class RetentionStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** The database's clock, in milliseconds. */
  async now(): Promise<number> {
    const { rows } = await this.#pool.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now_ms');
    return rows[0].now_ms;
  }

  async workspaces(): Promise<string[]> {
    const { rows } = await this.#pool.across<{ id: string }>({ text: 'SELECT id FROM workspace ORDER BY id' });
    return rows.map(({ id }) => id);
  }

  /**
   * Removes conversations whose last event is older, with all that is not in partitions. Those that a run holds, or that will go on by themselves, stay.
   */
  async removeConversations(options: {
    workspaceId: string;
    beforeMs: number;
    after: string | null;
  }): Promise<Swept<string>> {
    const { workspaceId, beforeMs, after } = options;
    const others = rowsOfConversation.map(
      (table) =>
        `${table}_gone AS (DELETE FROM ${table} t USING over o WHERE t.workspace_id = $1 AND t.conversation_id = o.id)`,
    );
    return this.#swept<string>({
      text: `WITH page AS (
          SELECT c.id FROM conversation c WHERE c.workspace_id = $1 AND c.id > $2 AND c.id < $3 ORDER BY c.id LIMIT ${CONVERSATIONS}
        ), over AS (
          SELECT c.id FROM page p JOIN conversation c ON c.workspace_id = $1 AND c.id = p.id
          WHERE c.last_at < to_timestamp($4::float8 / 1000) AND c.lease_until IS NULL
            AND NOT EXISTS (SELECT FROM timer t WHERE t.workspace_id = $1 AND t.conversation_id = c.id)
          FOR UPDATE OF c SKIP LOCKED
        ), gone AS (DELETE FROM conversation c USING over o WHERE c.workspace_id = $1 AND c.id = o.id RETURNING 1),
        ${others.join(',\n        ')}
        SELECT (SELECT count(*)::int FROM gone) AS rows, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS next`,
      values: [workspaceId, after ?? NO_ID, firstIdAt(beforeMs), beforeMs],
    });
  }

  /** Removes keys of turns that are older; those of runs on their way stay. */
  async removeTurnKeys(options: {
    workspaceId: string;
    beforeMs: number;
    after: { conversationId: string; key: string } | null;
  }): Promise<Swept<{ conversationId: string; key: string }>> {
    const { workspaceId, beforeMs, after } = options;
    return this.#swept({
      // In the order of the primary key, which is that of the times at which conversations began: no conversation that began later has an older key.
      text: `WITH page AS (
          SELECT conversation_id, key FROM turn
          WHERE workspace_id = $1 AND (conversation_id, key) > ($2::uuid, $3::text) AND conversation_id < $4
          ORDER BY conversation_id, key LIMIT ${KEYS}
        ), gone AS (
          DELETE FROM turn t USING page p
          WHERE t.workspace_id = $1 AND t.conversation_id = p.conversation_id AND t.key = p.key
            AND t.at < to_timestamp($5::float8 / 1000) AND t.status <> 'running' RETURNING 1
        )
        SELECT (SELECT count(*)::int FROM gone) AS rows, (
          SELECT json_build_object('conversationId', conversation_id, 'key', key) FROM page ORDER BY conversation_id DESC, key DESC LIMIT 1
        ) AS next`,
      values: [workspaceId, after?.conversationId ?? NO_ID, after?.key ?? '', firstIdAt(beforeMs), beforeMs],
    });
  }

  /** Removes keys of openings that are older, with the sealed tokens that they answer; gives how many. None are left when they are fewer than a batch. */
  async removeOpeningKeys({ beforeMs }: { beforeMs: number }): Promise<{ rows: number; more: boolean }> {
    const { rowCount } = await this.#pool.across({
      text: `DELETE FROM opening WHERE (workspace_id, flow_id, key) IN (
        SELECT workspace_id, flow_id, key FROM opening WHERE at < to_timestamp($1::float8 / 1000) ORDER BY at LIMIT ${KEYS})`,
      values: [beforeMs],
    });
    return { rows: rowCount ?? 0, more: rowCount === KEYS };
  }

  /** Removes what was deleted before, for good. */
  async removeDeleted({ beforeMs }: { beforeMs: number }): Promise<number> {
    const { rowCount } = await this.#pool.across({
      text: 'DELETE FROM recently_deleted WHERE at < to_timestamp($1::float8 / 1000)',
      values: [beforeMs],
    });
    return rowCount ?? 0;
  }

  /** Whether any conversation of those that began in a range is still there. */
  async anyConversation({ fromMs, toMs }: Omit<Began, 'workspaceId'>): Promise<boolean> {
    const { rows } = await this.#pool.across({
      text: `SELECT FROM workspace w WHERE EXISTS (
        SELECT FROM conversation c WHERE c.workspace_id = w.id AND c.id >= $1 AND c.id < $2) LIMIT 1`,
      values: [firstIdAt(fromMs), firstIdAt(toMs)],
    });
    return rows.length > 0;
  }

  /** Removes rows of a partitioned table whose conversation is no more. */
  async removeOrphans(
    options: Began & { table: (typeof conversationPartitions)[number]; after: string | null },
  ): Promise<Swept<string>> {
    const { workspaceId, fromMs, toMs, after } = options;
    const table = quoted(options.table.name);
    const range = 'conversation_id >= $2 AND conversation_id < $3';
    return this.#swept<string>({
      // Steps from one conversation to the next, however many rows each has.
      text: `WITH RECURSIVE walk AS (
          (SELECT conversation_id AS id FROM ${table} WHERE workspace_id = $1 AND ${range} AND conversation_id > $4 ORDER BY conversation_id LIMIT 1)
          UNION ALL
          SELECT (SELECT conversation_id FROM ${table} WHERE workspace_id = $1 AND ${range} AND conversation_id > w.id ORDER BY conversation_id LIMIT 1)
          FROM walk w WHERE w.id IS NOT NULL
        ), page AS (SELECT id FROM walk WHERE id IS NOT NULL LIMIT ${ORPHANS}),
        orphan AS (SELECT id FROM page p WHERE NOT EXISTS (SELECT FROM conversation c WHERE c.workspace_id = $1 AND c.id = p.id)),
        gone AS (
          DELETE FROM ${table} t USING orphan o WHERE t.workspace_id = $1 AND t.${range} AND t.conversation_id = o.id RETURNING 1
        )
        SELECT (SELECT count(*)::int FROM gone) AS rows, (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS next`,
      values: [workspaceId, firstIdAt(fromMs), firstIdAt(toMs), after ?? NO_ID],
    });
  }

  /** Removes traces out of the partition for the rest, block by block: no index leads to them by age. */
  async removeTracesOfRest(options: { beforeMs: number; block: number }): Promise<Swept<number>> {
    const { block } = options;
    const rest = quoted(restOf(tracePartitions));
    const { rows } = await this.#pool.across<{ blocks: number; rows: number }>({
      text: `WITH gone AS (
          DELETE FROM ${rest} WHERE ctid >= format('(%s,0)', $1::bigint)::tid AND ctid < format('(%s,0)', $2::bigint)::tid AND run_id < $3 RETURNING 1
        ) SELECT (pg_relation_size('${rest}') / current_setting('block_size')::int)::int AS blocks, (SELECT count(*)::int FROM gone) AS rows`,
      values: [block, block + BLOCKS, firstIdAt(options.beforeMs)],
    });
    const next = block + BLOCKS;
    return { rows: rows[0]?.rows ?? 0, next: next < (rows[0]?.blocks ?? 0) ? next : null };
  }

  async #swept<Cursor>(query: { text: string; values: unknown[] }): Promise<Swept<Cursor>> {
    const { rows } = await this.#pool.across<Swept<Cursor>>(query);
    return rows[0] ?? { rows: 0, next: null };
  }
}
