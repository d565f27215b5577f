/** A bot as its address names it. */
export interface BotRecord {
  workspaceId: string;
  flowId: string;
  flowKey: string;
  online: boolean;
  openConversations: 'finish' | 'close';
  publishedVersion: number | null;
  /** Changes whenever something changes that conversations of the workspace read live. */
  epoch: string;
  policy: unknown;
}

export interface ConversationRecord {
  workspaceId: string;
  id: string;
  flowId: string;
  channel: string;
  status: 'fresh' | 'waiting' | 'idle' | 'closed';
  episode: number;
  lastSeq: number;
  /** Rises with every commit; a write names the one it read. */
  fence: number;
  /** `held`: a run that calls something outside has it; `lapsed`: such a run died before it ended. */
  lease: 'free' | 'held' | 'lapsed';
  runningTurn: string | null;
  /** JSON: versions by flow key. */
  pins: string;
  version: number | null;
  /** JSON. */
  snapshot: string;
  locale: string;
  timezone: string;
  startedAtMs: number;
  /** Whose token was given: this conversation's. */
  authentic: boolean;
}

export interface TurnRecord {
  id: string;
  bodyHash: Buffer;
  status: TurnStatus | 'running';
  firstSeq: number;
  lastSeq: number;
  /** Older than 24 hours: its key is free. */
  expired: boolean;
}

/** `stopped`: the user stopped an answer; `failed`: the process that ran it died. */
export type TurnStatus = 'completed' | 'stopped' | 'failed';

/** A kept event as it is stored: `body` is the JSON object of its type's own fields. */
export interface EventRecord {
  seq: number;
  type: string;
  episode: number;
  turnId: string | null;
  atMs: number;
  body: string;
}

/** A kept event before it has its `seq`. */
export interface NewEvent {
  type: string;
  episode: number;
  body: string;
}

export interface UsageRecord {
  id: string;
  flow: string;
  nodeId: string;
  connection: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
}

/**
 * One act on another system. `started`: its end is not known (yet); `done`: its result was seen; `failed`: it came to nothing, or was refused;
 * `unknown`: it may have happened, and is not repeated by itself.
 */
export interface EffectRecord {
  /** The same for every attempt at this act. */
  key: string;
  flow: string;
  nodeId: string;
  /** Such as `POST https://itsm.example.com/incidents`; without what may be secret. */
  name: string;
  /** Whether doing it again is harmless. */
  repeatable: boolean;
  status: 'started' | 'done' | 'failed' | 'unknown';
  attempts: number;
  /** JSON of what came back, while the run may still need it. */
  result: string | null;
}

/** What a commit answers: the time of its events by the database's clock and the `seq` of the first. */
export type Commit =
  | { outcome: 'done'; atMs: number; firstSeq: number }
  /** Nothing was written: another commit came first (`conflict`), the key was used before (`known`), or what the run went by has changed (`stale`). */
  | { outcome: 'conflict' | 'known' | 'stale' };
