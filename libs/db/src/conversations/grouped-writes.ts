import { type ConversationPlace, type Hold, recordOf, type Settlement } from './writes.ts';

/** A settlement as `chat_commit_many` reads it. */
export function groupedSettlement(write: Settlement): object {
  const { turnStatus, snapshot, status, resolution, episode, turns, pins, version, preview, hadTimer, held } = write;
  return {
    ...placeOf(write),
    ...{ turnStatus, snapshot, status, resolution, episode, turns, pins, version, preview, hadTimer, held },
    timer: write.timerAt,
    effects: write.hadEffects ? write.effects : null,
  };
}

export function groupedHold(write: Hold): object {
  const { owner, leaseMs, checkpoint, writing } = write;
  return { ...placeOf(write), hold: true, owner, leaseMs, checkpoint, writing, effects: orNull(write.effects) };
}

/** Characters of what a commit writes, about. */
export function sizeOf(write: Settlement | Hold): number {
  const state = 'snapshot' in write ? write.snapshot : write.checkpoint;
  return write.events.reduce((size, { body }) => size + body.length, state?.length ?? 0);
}

function placeOf(write: ConversationPlace): object {
  const { turn, events } = write;
  return {
    id: write.conversationId,
    fence: write.fence,
    epoch: write.epoch,
    record: recordOf(write),
    ...(turn ? { turn: turn.id, key: turn.key, hash: turn.bodyHash.toString('hex') } : {}),
    types: events.map((event) => event.type),
    episodes: events.map((event) => event.episode),
    bodies: events.map((event) => event.body),
    count: events.length,
    usage: orNull(write.usage),
  };
}

function orNull<Item>(list: readonly Item[]): readonly Item[] | null {
  return list.length > 0 ? list : null;
}
