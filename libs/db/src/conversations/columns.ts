import type { BotRecord, ConversationRecord, EventRecord, TurnRecord } from './records.ts';

// Rows as the driver gives them for the columns that are named beside them.

/** All null when the flow has no address. */
export interface BotRow {
  workspace_id: string | null;
  flow_id: string;
  flow_key: string;
  online: boolean;
  open_conversations: BotRecord['openConversations'];
  policy: unknown;
  published_version: number | null;
  epoch: string;
}

export function botOf(row: BotRow): BotRecord | undefined {
  if (row.workspace_id === null) return undefined;
  return {
    workspaceId: row.workspace_id,
    flowId: row.flow_id,
    flowKey: row.flow_key,
    online: row.online,
    openConversations: row.open_conversations,
    publishedVersion: row.published_version,
    epoch: row.epoch,
    policy: row.policy,
  };
}

/** All null when there is no such conversation. */
export interface ConversationRow {
  conversation_workspace: string;
  conversation_id: string | null;
  conversation_flow: string;
  channel: string;
  status: ConversationRecord['status'];
  episode: number;
  last_seq: number;
  fence: number;
  running_turn: string | null;
  pins: string;
  version: number | null;
  snapshot: string;
  locale: string;
  timezone: string;
  lease: ConversationRecord['lease'];
  started_at_ms: number;
  authentic: boolean;
}

export function conversationOf(row: ConversationRow): ConversationRecord | undefined {
  if (row.conversation_id === null) return undefined;
  return {
    workspaceId: row.conversation_workspace,
    id: row.conversation_id,
    flowId: row.conversation_flow,
    channel: row.channel,
    status: row.status,
    episode: row.episode,
    lastSeq: row.last_seq,
    fence: row.fence,
    lease: row.lease,
    runningTurn: row.running_turn,
    pins: row.pins,
    version: row.version,
    snapshot: row.snapshot,
    locale: row.locale,
    timezone: row.timezone,
    startedAtMs: row.started_at_ms,
    authentic: row.authentic,
  };
}

/** All null when nothing was done under the key. */
export interface TurnRow {
  turn_id: string | null;
  body_hash: Buffer;
  turn_status: TurnRecord['status'];
  first_seq: number;
  turn_last_seq: number;
  turn_expired: boolean;
}

export function turnOf(row: TurnRow): TurnRecord | undefined {
  if (row.turn_id === null) return undefined;
  return {
    id: row.turn_id,
    bodyHash: row.body_hash,
    status: row.turn_status,
    firstSeq: row.first_seq,
    lastSeq: row.turn_last_seq,
    expired: row.turn_expired,
  };
}

export const eventColumns = 'seq, type, episode, turn_id, extract(epoch FROM at)::float8 * 1000 AS at_ms, body';

export interface EventRow {
  seq: number;
  type: string;
  episode: number;
  turn_id: string | null;
  at_ms: number;
  body: string;
}

export function eventOf(row: EventRow): EventRecord {
  return {
    seq: row.seq,
    type: row.type,
    episode: row.episode,
    turnId: row.turn_id,
    atMs: row.at_ms,
    body: row.body,
  };
}
