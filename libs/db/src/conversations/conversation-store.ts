import type { HotPool } from '../hot-pool.ts';
import { isUniqueViolation } from '../is-unique-violation.ts';
import { CommitGroup } from './commit-group.ts';
import { type CommittedRow, commitOf } from './commit-lane.ts';
import { botOf, conversationOf, eventColumns, eventOf, turnOf } from './columns.ts';
import type { BotRecord, Commit, ConversationRecord, EventRecord, TurnRecord } from './records.ts';
import { groupedHold, groupedSettlement, sizeOf } from './grouped-writes.ts';
import { type Hold, listJson, openingJson, recordOf, type Settlement } from './writes.ts';

export interface LoadedConversation {
  bot: BotRecord;
  /** Undefined when the bot has no such conversation. */
  conversation: ConversationRecord | undefined;
  /** What was done under the given key; after 24 hours it is `expired`, and the key free. */
  turn: TurnRecord | undefined;
  /** The database's clock. */
  nowMs: number;
}

/** The hot path of conversations: each method is one prepared statement, one round trip. Commits that come at once go together in one. */
export class ConversationStore {
  readonly #pool: HotPool;
  readonly #group: CommitGroup;

  /** `slowCommitMs`: a commit that takes longer than this holds up no other. */
  constructor(pool: HotPool, { slowCommitMs }: { slowCommitMs?: number } = {}) {
    this.#pool = pool;
    this.#group = new CommitGroup({ pool, slowMs: slowCommitMs });
  }

  /** Bot, conversation and the turn of a key. Undefined when nobody ever had this address. */
  async load(options: {
    address: string;
    conversationId: string;
    tokenHash: Buffer;
    key: string;
  }): Promise<LoadedConversation | undefined> {
    const { rows } = await this.#pool.query({
      name: 'chat_load',
      text: 'SELECT * FROM chat_load($1, $2, $3, $4)',
      values: [options.address, options.conversationId, options.tokenHash, options.key],
    });
    const [row] = rows;
    const bot = row && botOf(row);
    return bot && { bot, conversation: conversationOf(row), turn: turnOf(row), nowMs: row.now_ms };
  }

  /** The same for a run that no request began: a timer, a recovery. The bot is undefined when the flow has no address any more. */
  async loadById(options: {
    workspaceId: string;
    conversationId: string;
  }): Promise<(Omit<LoadedConversation, 'turn' | 'bot'> & { bot: BotRecord | undefined }) | undefined> {
    const { rows } = await this.#pool.query({
      name: 'chat_load_by_id',
      text: 'SELECT * FROM chat_load_by_id($1, $2)',
      values: [options.workspaceId, options.conversationId],
    });
    const [row] = rows;
    return row && { bot: botOf(row), conversation: conversationOf(row), nowMs: row.now_ms };
  }

  settle(write: Settlement): Promise<Commit> {
    // Keys of openings are taken in no order, for which groups would wait for each other.
    if (write.opening) return this.#settle(write);
    const { workspaceId, conversationId } = write;
    return this.#group.commit({
      ...{ workspaceId, conversationId, size: sizeOf(write) },
      toJson: () => groupedSettlement(write),
      alone: () => this.#settle(write),
    });
  }

  hold(write: Hold): Promise<Commit> {
    if (write.opening) return this.#hold(write);
    const { workspaceId, conversationId } = write;
    return this.#group.commit({
      ...{ workspaceId, conversationId, size: sizeOf(write) },
      toJson: () => groupedHold(write),
      alone: () => this.#hold(write),
    });
  }

  #settle(write: Settlement): Promise<Commit> {
    return this.#commit({
      name: 'chat_settle',
      text: 'SELECT * FROM chat_settle($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27)',
      values: [
        write.workspaceId,
        write.conversationId,
        write.fence,
        write.epoch,
        recordOf(write),
        write.turn?.id ?? null,
        write.turn?.key ?? null,
        write.turn?.bodyHash ?? null,
        write.turnStatus,
        write.events.map((event) => event.type),
        write.events.map((event) => event.episode),
        write.events.map((event) => event.body),
        write.events.length,
        write.snapshot,
        write.status,
        write.resolution,
        write.episode,
        write.turns,
        write.pins,
        write.version,
        write.preview,
        write.timerAt,
        write.hadTimer,
        listJson(write.usage),
        openingJson(write.opening),
        write.held,
        write.hadEffects ? JSON.stringify(write.effects) : null,
      ],
    });
  }

  #hold(write: Hold): Promise<Commit> {
    return this.#commit({
      name: 'chat_hold',
      text: 'SELECT * FROM chat_hold($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)',
      values: [
        write.workspaceId,
        write.conversationId,
        write.fence,
        write.epoch,
        write.owner,
        write.leaseMs,
        recordOf(write),
        write.turn?.id ?? null,
        write.turn?.key ?? null,
        write.turn?.bodyHash ?? null,
        write.events.map((event) => event.type),
        write.events.map((event) => event.episode),
        write.events.map((event) => event.body),
        write.events.length,
        openingJson(write.opening),
        write.checkpoint,
        write.writing,
        listJson(write.usage),
        listJson(write.effects),
      ],
    });
  }

  /** Keeps how far a message is written. False when the run has been overtaken. */
  async write(options: {
    workspaceId: string;
    conversationId: string;
    fence: number;
    writing: string;
  }): Promise<boolean> {
    const { rows } = await this.#pool.query({
      name: 'chat_write',
      text: 'SELECT chat_write($1, $2, $3, $4) AS kept',
      values: [options.workspaceId, options.conversationId, options.fence, options.writing],
    });
    return rows[0].kept;
  }

  /** JSON of the message that is being written, as far as it is kept. */
  async writing(options: { workspaceId: string; conversationId: string }): Promise<string | undefined> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      name: 'chat_writing',
      text: 'SELECT writing FROM run_state WHERE workspace_id = $1 AND conversation_id = $2',
      values: [options.workspaceId, options.conversationId],
    });
    return rows[0]?.writing ?? undefined;
  }

  /** Lets go of a held conversation, so that another process goes on with its run at once. */
  async handOver(options: { workspaceId: string; conversationId: string; fence: number }): Promise<void> {
    await this.#pool.inWorkspace(options.workspaceId, {
      text: `WITH let_go AS (
          UPDATE conversation SET lease_until = clock_timestamp() - interval '1 millisecond'
          WHERE workspace_id = $1 AND id = $2 AND fence = $3 AND lease_until IS NOT NULL RETURNING workspace_id, id
        )
        UPDATE run_state r SET handed = r.handed + 1 FROM let_go l WHERE r.workspace_id = l.workspace_id AND r.conversation_id = l.id`,
      values: [options.workspaceId, options.conversationId, options.fence],
    });
  }

  /** Keeps the leases of an owner's runs for so much longer; gives the conversations that are still its own. */
  async extendLeases(options: { owner: string; leaseMs: number; conversationIds: string[] }): Promise<string[]> {
    const { rows } = await this.#pool.across({
      name: 'chat_extend',
      // In the order of grouped commits, so that neither waits for the other.
      text: `WITH held AS (
          SELECT workspace_id, id FROM conversation
          WHERE lease_until IS NOT NULL AND lease_owner = $1 AND id = ANY($3::uuid[]) ORDER BY id FOR UPDATE
        )
        UPDATE conversation c SET lease_until = clock_timestamp() + $2 * interval '1 millisecond'
        FROM held h WHERE c.workspace_id = h.workspace_id AND c.id = h.id RETURNING c.id`,
      values: [options.owner, options.leaseMs, options.conversationIds],
    });
    return rows.map((row) => row.id);
  }

  async eventsAfter(options: {
    workspaceId: string;
    conversationId: string;
    after: number;
    limit: number;
  }): Promise<EventRecord[]> {
    const { rows } = await this.#pool.query({
      name: 'chat_events_after',
      text: 'SELECT * FROM chat_events_after($1, $2, $3, $4)',
      values: [options.workspaceId, options.conversationId, options.after, options.limit],
    });
    return rows.map(eventOf);
  }

  async eventsOfTurn(options: {
    workspaceId: string;
    conversationId: string;
    turn: Pick<TurnRecord, 'id' | 'firstSeq' | 'lastSeq'>;
  }): Promise<EventRecord[]> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      name: 'chat_events_of_turn',
      text: `SELECT ${eventColumns} FROM event
        WHERE workspace_id = $1 AND conversation_id = $2 AND seq BETWEEN $3 AND $4 AND turn_id = $5 ORDER BY seq`,
      values: [
        options.workspaceId,
        options.conversationId,
        options.turn.firstSeq,
        options.turn.lastSeq,
        options.turn.id,
      ],
    });
    return rows.map(eventOf);
  }

  async #commit(query: { name: string; text: string; values: unknown[] }): Promise<Commit> {
    try {
      const { rows } = await this.#pool.query<CommittedRow>(query);
      return commitOf(rows[0]);
    } catch (error) {
      if (isUniqueViolation(error, 'turn_pkey')) return { outcome: 'known' };
      throw error;
    }
  }
}
