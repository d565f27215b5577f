import type { HotPool } from '../hot-pool.ts';
import type { EffectRecord, EventRecord } from './records.ts';

export interface ConversationPlace {
  workspaceId: string;
  conversationId: string;
}

/** A run that was taken over from a process that is no more. */
export interface TakenRun {
  /** JSON. */
  checkpoint: string;
  /** JSON of the message that was being written. */
  writing: string | null;
  /** How often it was taken over, this time included. */
  resumes: number;
  /** Of these times, how often its process was no more; the others handed it over. */
  deaths: number;
  /** Null for a run that no user caused. */
  turn: { id: string; key: string; bodyHash: Buffer; firstSeq: number } | null;
  /** What it did outside. */
  effects: EffectRecord[];
}

/** What conversations do without a request: timers that are due, and runs whose process died. */
export class ScheduleStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Timers that are due by the database's clock, each taken by one process for so long; who settles the conversation removes or replaces its timer. */
  async takeDueTimers(options: { limit: number; takeMs: number }): Promise<ConversationPlace[]> {
    const { rows } = await this.#pool.across({
      name: 'timers_take',
      text: `UPDATE timer SET taken_until = clock_timestamp() + $2 * interval '1 millisecond', attempts = attempts + 1
        WHERE (workspace_id, conversation_id) IN (
          SELECT workspace_id, conversation_id FROM timer
          WHERE at <= clock_timestamp() AND (taken_until IS NULL OR taken_until < clock_timestamp())
          ORDER BY at LIMIT $1 FOR UPDATE SKIP LOCKED
        ) RETURNING workspace_id, conversation_id`,
      values: [options.limit, options.takeMs],
    });
    return rows.map(placeOf);
  }

  /** Removes a timer that is due; one that was set meanwhile stays. */
  async removeTimer({ workspaceId, conversationId }: ConversationPlace): Promise<void> {
    await this.#pool.inWorkspace(workspaceId, {
      text: 'DELETE FROM timer WHERE workspace_id = $1 AND conversation_id = $2 AND at <= clock_timestamp()',
      values: [workspaceId, conversationId],
    });
  }

  async hasTimer({ workspaceId, conversationId }: ConversationPlace): Promise<boolean> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: 'SELECT 1 FROM timer WHERE workspace_id = $1 AND conversation_id = $2 AND at <= clock_timestamp()',
      values: [workspaceId, conversationId],
    });
    return rows.length > 0;
  }

  /** Conversations whose lease ran out: who held them is no more. None while the database has been up for less than `graceMs`: who holds them extends them first. */
  async lapsedLeases(options: { limit: number; graceMs: number }): Promise<ConversationPlace[]> {
    const { rows } = await this.#pool.across({
      name: 'leases_lapsed',
      text: `SELECT workspace_id, id AS conversation_id FROM conversation
        WHERE lease_until IS NOT NULL AND lease_until < clock_timestamp()
          AND pg_postmaster_start_time() < clock_timestamp() - $2 * interval '1 millisecond'
        ORDER BY lease_until LIMIT $1`,
      values: [options.limit, options.graceMs],
    });
    return rows.map(placeOf);
  }

  /** JSON of where a run would be gone on with; undefined where nothing tells. */
  async checkpoint({ workspaceId, conversationId }: ConversationPlace): Promise<string | undefined> {
    const { rows } = await this.#pool.inWorkspace<{ checkpoint: string }>(workspaceId, {
      text: 'SELECT checkpoint FROM run_state WHERE workspace_id = $1 AND conversation_id = $2',
      values: [workspaceId, conversationId],
    });
    return rows[0]?.checkpoint || undefined;
  }

  /** Takes over a run whose lease ran out. `bare`: nothing tells where to go on; undefined when somebody else was first. */
  async take(
    options: ConversationPlace & { fence: number; owner: string; leaseMs: number },
  ): Promise<TakenRun | 'bare' | undefined> {
    const { rows } = await this.#pool.query<TakeRow>({
      name: 'run_take',
      text: 'SELECT * FROM run_take($1, $2, $3, $4, $5)',
      values: [options.workspaceId, options.conversationId, options.fence, options.owner, options.leaseMs],
    });
    const [row] = rows;
    if (row?.outcome === 'bare') return 'bare';
    if (row?.outcome !== 'done') return undefined;
    const { turn_id: id, turn_key: key, turn_body_hash: bodyHash, turn_first_seq: firstSeq } = row;
    return {
      checkpoint: row.checkpoint,
      writing: row.writing,
      resumes: row.resumes,
      deaths: row.deaths,
      turn: id === null || key === null || bodyHash === null ? null : { id, key, bodyHash, firstSeq },
      effects: row.effects ?? [],
    };
  }

  /** Ends a run whose process died, by bodies of events as they are stored. Gives the events of it, none when somebody else was first. */
  async interrupt({
    error,
    completed,
    ...options
  }: ConversationPlace & { fence: number; error: string; completed: string }): Promise<EventRecord[]> {
    const { rows } = await this.#pool.query<InterruptRow>({
      text: 'SELECT * FROM chat_interrupt($1, $2, $3, $4, $5)',
      values: [options.workspaceId, options.conversationId, options.fence, error, completed],
    });
    const [row] = rows;
    if (row?.outcome !== 'done') return [];
    const shared = { episode: row.episode, turnId: row.turn, atMs: row.at_ms };
    const events: EventRecord[] = [{ ...shared, seq: row.first_seq, type: 'error', body: error }];
    if (row.turn) events.push({ ...shared, seq: row.first_seq + 1, type: 'turn.completed', body: completed });
    return events;
  }

  /** Bots that were taken offline together with their conversations, where some of these are still open. */
  async unfinishedClosings(): Promise<{ workspaceId: string; flowId: string }[]> {
    const { rows } = await this.#pool.across({
      text: `SELECT b.workspace_id, b.flow_id FROM bot_address b
        WHERE NOT b.online AND b.open_conversations = 'close' AND EXISTS (
          SELECT 1 FROM conversation c WHERE c.workspace_id = b.workspace_id AND c.flow_id = b.flow_id AND c.status <> 'closed')`,
    });
    return rows.map((row) => ({ workspaceId: row.workspace_id, flowId: row.flow_id }));
  }
}

interface TakeRow {
  outcome: string;
  checkpoint: string;
  writing: string | null;
  resumes: number;
  deaths: number;
  turn_id: string | null;
  turn_key: string | null;
  turn_body_hash: Buffer | null;
  turn_first_seq: number;
  effects: EffectRecord[] | null;
}

interface InterruptRow {
  outcome: string;
  at_ms: number;
  first_seq: number;
  turn: string | null;
  episode: number;
}

function placeOf(row: { workspace_id: string; conversation_id: string }): ConversationPlace {
  return { workspaceId: row.workspace_id, conversationId: row.conversation_id };
}
