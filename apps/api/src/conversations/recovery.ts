import type { ConversationRecord, ConversationStore, ScheduleStore, TakenRun } from '@patchbay/db';
import type { StateFormats } from '../fan-out/state-formats.ts';
import { throughOutage } from '../platform/database/through-outage.ts';
import { crashPoint } from '../platform/crash-points.ts';
import type { Log } from '../platform/log.ts';
import type { ConversationBus } from './conversation-bus.ts';
import type { ConversationQueue, Release } from './conversation-queue.ts';
import { eventFormats } from './event-formats.ts';
import type { FlowPlans } from './flow-plans.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { LiveRuns } from './live-runs.ts';
import { conversationContext, type RunStarter } from './run-starter.ts';
import { parseWriting, snapshotOf, storedRunState } from './run-state.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';
import { storedSnapshot } from './stored-snapshot.ts';

const MOST_AT_ONCE = 100;
/** Taken over at once by a process, which others of them wait for. */
const AT_ONCE = 8;
/** A run that took more processes than this with it is not tried again. */
const MOST_DEATHS = 3;

const interrupted = {
  code: 'turn.interrupted',
  message: 'The answer was interrupted. Please send your message again.',
  retryable: true,
};

interface RecoveryParts {
  store: ConversationStore;
  schedule: ScheduleStore;
  plans: FlowPlans;
  queue: ConversationQueue;
  live: LiveRuns;
  leases: LeaseKeeper;
  starter: RunStarter;
  bus: ConversationBus;
  formats: StateFormats;
  log: Log;
}

/** Goes on with what a process that died left behind, from its last commit. */
export class Recovery {
  readonly #parts: RecoveryParts;

  constructor(parts: RecoveryParts) {
    this.#parts = parts;
  }

  /** Takes over every run whose lease has lapsed. */
  async sweep(): Promise<void> {
    const { schedule, leases } = this.#parts;
    const seen = new Set<string>();
    for (;;) {
      const lapsed = await schedule.lapsedLeases({ limit: MOST_AT_ONCE, graceMs: leases.leaseMs + 1_000 });
      const found = lapsed.filter(({ conversationId }) => !seen.has(conversationId));
      for (const { conversationId } of found) seen.add(conversationId);
      const left = inAnyOrder(found);
      const work = async () => {
        for (let place = left.pop(); place; place = left.pop()) await this.#look(place);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      // What is left lapsed is somebody else's, or cannot be read here.
      if (lapsed.length < MOST_AT_ONCE || found.length === 0) return;
    }
  }

  async #look(place: { workspaceId: string; conversationId: string }): Promise<void> {
    const { store, log } = this.#parts;
    try {
      const loaded = await store.loadById(place);
      if (loaded?.conversation?.lease === 'lapsed') await this.recover(loaded.conversation, loaded.bot?.epoch);
    } catch (error) {
      log.warn({ err: error, ...place }, 'A run could not be taken over.');
    }
  }

  /** Goes on with the conversation's run; ends it with an error where nothing tells how. Does nothing when somebody else was first. */
  async recover(conversation: ConversationRecord, epoch = ''): Promise<void> {
    const { queue, live } = this.#parts;
    // A run of this very process whose lease lapsed, as when the database was away, goes on by itself or ends.
    if (live.get(conversation.id)) return;
    const release = queue.tryEnter(conversation.id);
    if (!release) return;
    let handedOver = false;
    try {
      handedOver = await this.#resume({ conversation, epoch, release });
    } finally {
      if (!handedOver) release();
    }
  }

  async #resume(options: { conversation: ConversationRecord; epoch: string; release: Release }): Promise<boolean> {
    const { conversation, epoch, release } = options;
    const { schedule, leases, starter, log } = this.#parts;
    const { workspaceId, id: conversationId, fence } = conversation;
    const { owner, leaseMs } = leases;
    const place = { workspaceId, conversationId };
    // Of a newer release: a process of that one goes on with it.
    const checkpoint = await schedule.checkpoint(place);
    if (storedSnapshot.isNewer(conversation.snapshot)) return false;
    if (checkpoint !== undefined && isNewer(checkpoint)) return false;
    crashPoint('takeover.before');
    const taken = await schedule.take({ workspaceId, conversationId, fence, owner, leaseMs });
    if (taken === undefined) return false;
    crashPoint('takeover.after');
    if (taken === 'bare') {
      await this.#interrupt(conversation);
      return false;
    }
    const found = await this.#read({ taken, ...place });
    if (!found) {
      await this.#parts.store.handOver({ ...place, fence: fence + 1 });
      await this.#interrupt({ ...conversation, fence: fence + 1 });
      return false;
    }
    log.info({ ...place, resumes: taken.resumes }, 'A run was taken over.');
    const { state, writing, planned, told } = found;
    await starter.start({
      workspaceId,
      epoch,
      conversation: conversationContext(conversation),
      fence: fence + 1,
      epochToCheck: null,
      nowMs: state.nowMs,
      input: { kind: 'timer' },
      planned,
      snapshot: snapshotOf(state),
      turn: taken.turn && { ...taken.turn, replaces: false },
      opening: null,
      release,
      resumed: { state, writing, resumes: taken.resumes, effects: taken.effects, messages: messagesIn(told) },
      told,
    });
    return true;
  }

  /** Undefined when the run cannot be gone on with, by nobody. */
  async #read({ taken, ...place }: { taken: TakenRun; workspaceId: string; conversationId: string }) {
    const { store, plans, log } = this.#parts;
    if (taken.deaths > MOST_DEATHS) return undefined;
    const stored = readState(taken);
    if ('error' in stored) {
      log.error({ err: stored.error, ...place }, 'The state of a run that was broken off cannot be read.');
      return undefined;
    }
    const { state, writing } = stored;
    const planned = await throughOutage(() => plans.pinned({ workspaceId: place.workspaceId, pins: state.pins }));
    if (!planned) return undefined;
    const after = (taken.turn?.firstSeq ?? 0) - 1;
    const events = await throughOutage(() => store.eventsAfter({ ...place, after, limit: 10_000 }));
    const told = taken.turn ? events.filter((event) => event.turnId === taken.turn?.id).map(storedEvent) : [];
    return { state, writing, planned, told };
  }

  // The turn has failed, and the conversation is as it was before it.
  async #interrupt(conversation: ConversationRecord): Promise<void> {
    const { schedule, bus, formats } = this.#parts;
    const { workspaceId, id: conversationId, fence } = conversation;
    const newest = formats.writes;
    const { waiting } = storedSnapshot.read(conversation.snapshot);
    const waitingFor = waiting && { flow: waiting.flow, nodeId: waiting.node, kind: waiting.waiting.kind };
    const events = await schedule.interrupt({
      workspaceId,
      conversationId,
      fence,
      error: eventFormats.write({ type: 'error', fields: interrupted, newest }),
      completed: eventFormats.write({ type: 'turn.completed', fields: waitingFor ? { waitingFor } : {}, newest }),
    });
    for (const event of events) bus.publish(conversationId, { kind: 'kept', event: storedEvent(event) });
  }
}

function readState({ checkpoint, writing }: TakenRun) {
  try {
    return { state: storedRunState.read(checkpoint), writing: parseWriting(writing) };
  } catch (error) {
    return { error };
  }
}

// What is no JSON at all is told by who takes it.
function isNewer(checkpoint: string): boolean {
  try {
    return storedRunState.isNewer(checkpoint);
  } catch {
    return false;
  }
}

// Several processes look at the same ones.
function inAnyOrder<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

function messagesIn(events: readonly StoredEvent[]): Set<string> {
  return new Set(
    events.flatMap(({ json }) => {
      const event: { type: string; id?: string } = JSON.parse(json);
      return event.type === 'message' && event.id !== undefined ? [event.id] : [];
    }),
  );
}
