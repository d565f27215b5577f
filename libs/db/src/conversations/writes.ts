import type { EffectRecord, NewEvent, TurnStatus, UsageRecord } from './records.ts';

export interface TurnKey {
  id: string;
  key: string;
  bodyHash: Buffer;
  /** Whether a turn of more than 24 hours ago had the key. */
  replaces: boolean;
}

export interface ConversationPlace {
  workspaceId: string;
  conversationId: string;
  /** The fence that was read with the conversation, or that the last commit of this run left: one more than it named. */
  fence: number;
  /** That of the workspace which the run went by, where it was not read just before: the commit is refused when it has moved. */
  epoch: string | null;
  turn: TurnKey | null;
  /** Whether this is the first commit of the run, which records the turn's key. */
  first: boolean;
  events: readonly NewEvent[];
  /** Makes the conversation in the same commit. */
  opening: Opening | null;
  usage: readonly UsageRecord[];
  /** Acts that began or ended since the last commit. */
  effects: readonly EffectRecord[];
}

export interface Opening {
  flowId: string;
  channel: string;
  tokenHash: Buffer;
  /** With the caller's key: what the same key must match, and the token to answer it with. */
  key: { key: string; bodyHash: Buffer; sealedToken: string } | null;
  pins: string;
  version: number | null;
  snapshot: string;
  locale: string;
  timezone: string;
}

/** Takes a conversation before something outside is called, or adds events while it is held. */
export interface Hold extends ConversationPlace {
  owner: string;
  leaseMs: number;
  /** JSON: where another process is to go on; null where none can. */
  checkpoint: string | null;
  /** JSON: the message that is being written. */
  writing: string | null;
}

/** Ends a run. */
export interface Settlement extends ConversationPlace {
  turnStatus: TurnStatus;
  snapshot: string;
  status: string;
  resolution: string | null;
  episode: number;
  turns: number;
  pins: string;
  version: number | null;
  /** First text of the user, for lists. */
  preview: string | null;
  /** ISO time at which the conversation goes on by itself. */
  timerAt: string | null;
  hadTimer: boolean;
  /** Whether this run held the conversation; null for who ends whatever run may be on its way. */
  held: boolean | null;
  /** Whether it did anything outside. */
  hadEffects: boolean;
}

export function openingJson(opening: Opening | null): string | null {
  if (!opening) return null;
  const { key, tokenHash, ...rest } = opening;
  return JSON.stringify({
    ...rest,
    tokenHash: tokenHash.toString('hex'),
    ...(key ? { key: key.key, bodyHash: key.bodyHash.toString('hex'), sealedToken: key.sealedToken } : {}),
  });
}

/** JSON; null when there is nothing. */
export function listJson(list: readonly unknown[]): string | null {
  return list.length > 0 ? JSON.stringify(list) : null;
}

/** What a commit does with the turn's key. */
export function recordOf({
  turn,
  first,
}: Pick<ConversationPlace, 'turn' | 'first'>): 'insert' | 'replace' | 'update' | null {
  if (!turn) return null;
  if (!first) return 'update';
  return turn.replaces ? 'replace' : 'insert';
}
