import type { HotPool } from '../hot-pool.ts';
import type { EffectRecord } from './records.ts';
import type { ConversationPlace } from './schedule-store.ts';

export interface ConversationSummary {
  id: string;
  flowKey: string;
  version: number | null;
  status: string;
  resolution: string | null;
  startedAt: Date;
  lastAt: Date;
  turns: number;
  preview: string | null;
}

export interface EffectSummary extends Pick<EffectRecord, 'flow' | 'nodeId' | 'name' | 'status' | 'attempts'> {
  turnId: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

/** Reads of what was said, off the hot path. */
export class ConversationRecordStore {
  readonly #pool: HotPool;

  constructor(pool: HotPool) {
    this.#pool = pool;
  }

  /** Bodies of the last messages of an episode, oldest first. */
  async lastMessages(options: ConversationPlace & { episode: number; count: number }): Promise<string[]> {
    const { rows } = await this.#pool.query({
      name: 'chat_last_messages',
      text: 'SELECT * FROM chat_last_messages($1, $2, $3, $4)',
      values: [options.workspaceId, options.conversationId, options.episode, options.count],
    });
    return rows.reverse().map(({ body }) => body);
  }

  /** Whether a component was ever shown in a conversation. */
  async componentExists(options: ConversationPlace & { componentId: string }): Promise<boolean> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: `SELECT 1 FROM event WHERE workspace_id = $1 AND conversation_id = $2 AND type = 'component' AND body::json ->> 'id' = $3 LIMIT 1`,
      values: [options.workspaceId, options.conversationId, options.componentId],
    });
    return rows.length > 0;
  }

  /** Id of a turn's record when the conversation has one. */
  async turnExists(options: ConversationPlace & { turnId: string }): Promise<boolean> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: 'SELECT 1 FROM turn WHERE workspace_id = $1 AND conversation_id = $2 AND id = $3 LIMIT 1',
      values: [options.workspaceId, options.conversationId, options.turnId],
    });
    return rows.length > 0;
  }

  /** Conversations of end users, newest first; `before` is the id of the last one that was seen. */
  async list(options: {
    workspaceId: string;
    flowKey: string | undefined;
    before: string | undefined;
    limit: number;
  }): Promise<ConversationSummary[]> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: `SELECT c.id, f.key AS flow_key, c.version, c.status, c.resolution, c.started_at, c.last_at, c.turns, c.preview
        FROM conversation c JOIN flow f ON f.workspace_id = c.workspace_id AND f.id = c.flow_id
        WHERE c.workspace_id = $1 AND c.channel = 'chat'
          AND ($2::text IS NULL OR c.flow_id = (
            SELECT id FROM flow WHERE workspace_id = $1 AND key = $2 ORDER BY deleted_at NULLS FIRST LIMIT 1))
          AND ($3::uuid IS NULL OR c.id < $3)
        ORDER BY c.id DESC LIMIT $4`,
      values: [options.workspaceId, options.flowKey ?? null, options.before ?? null, options.limit],
    });
    return rows.map((row) => ({
      id: row.id,
      flowKey: row.flow_key,
      version: row.version,
      status: row.status,
      resolution: row.resolution,
      startedAt: row.started_at,
      lastAt: row.last_at,
      turns: row.turns,
      preview: row.preview,
    }));
  }

  /** What a conversation did on other systems, oldest first. */
  async effects({ workspaceId, conversationId }: ConversationPlace): Promise<EffectSummary[]> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: `SELECT flow, node_id, name, status, attempts, turn_id, started_at, ended_at FROM effect
        WHERE workspace_id = $1 AND conversation_id = $2 ORDER BY started_at, key LIMIT 1000`,
      values: [workspaceId, conversationId],
    });
    return rows.map((row) => ({
      flow: row.flow,
      nodeId: row.node_id,
      name: row.name,
      status: row.status,
      attempts: row.attempts,
      turnId: row.turn_id,
      startedAt: row.started_at,
      endedAt: row.ended_at,
    }));
  }

  async exists({ workspaceId, conversationId }: ConversationPlace): Promise<boolean> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: 'SELECT 1 FROM conversation WHERE workspace_id = $1 AND id = $2',
      values: [workspaceId, conversationId],
    });
    return rows.length > 0;
  }

  /** Which flow a conversation is with, the version that it keeps, and where its user is; undefined for an unknown one. */
  async flowOf({
    workspaceId,
    conversationId,
  }: ConversationPlace): Promise<
    { flowId: string; flowKey: string; version: number | null; locale: string; timezone: string } | undefined
  > {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: `SELECT f.id, f.key, c.version, c.locale, c.timezone FROM conversation c
        JOIN flow f ON f.workspace_id = c.workspace_id AND f.id = c.flow_id
        WHERE c.workspace_id = $1 AND c.id = $2`,
      values: [workspaceId, conversationId],
    });
    const [row] = rows;
    if (!row) return undefined;
    const { version, locale, timezone } = row;
    return { flowId: row.id, flowKey: row.key, version, locale, timezone };
  }

  /** The traces of its runs, oldest first, as far as they are still kept; `steps` is JSON. */
  async traces({
    workspaceId,
    conversationId,
  }: ConversationPlace): Promise<{ turnId: string | null; at: Date; steps: string }[]> {
    const { rows } = await this.#pool.inWorkspace(workspaceId, {
      text: `SELECT turn_id, at, steps FROM run_trace WHERE workspace_id = $1 AND conversation_id = $2
        ORDER BY at, run_id LIMIT 5000`,
      values: [workspaceId, conversationId],
    });
    return rows.map((row) => ({ turnId: row.turn_id, at: row.at, steps: row.steps }));
  }

  /** Ids of a flow's conversations that are not closed, in order, from after one of them. */
  async openOfFlow(options: {
    workspaceId: string;
    flowId: string;
    after: string | undefined;
    limit: number;
  }): Promise<string[]> {
    const { rows } = await this.#pool.inWorkspace(options.workspaceId, {
      text: `SELECT id FROM conversation WHERE workspace_id = $1 AND flow_id = $2 AND status <> 'closed'
        AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
      values: [options.workspaceId, options.flowId, options.after ?? null, options.limit],
    });
    return rows.map((row) => row.id);
  }
}
