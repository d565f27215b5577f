import type { ConversationStore, ScheduleStore } from '@patchbay/db';
import { crashPoint } from '../platform/crash-points.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';
import type { ConversationCloser } from './conversation-closer.ts';
import type { ConversationQueue } from './conversation-queue.ts';
import type { FlowPlans } from './flow-plans.ts';
import type { Recovery } from './recovery.ts';
import { conversationContext, type RunStarter } from './run-starter.ts';
import { storedSnapshot } from './stored-snapshot.ts';

/** How often the database is asked for timers that are due, and how many are on their way at once. Milliseconds. */
const POLL_MS = 1_000;
const MOST_FIRING = 64;
/** How long a timer stays with the process that took it: should it die, another one still fires it in time; should it only be slow, the fence lets one of them through. Milliseconds. */
const TAKE_MS = 800;
/** How long a timer waits for a turn of its conversation before it is asked for anew. Milliseconds. */
const WAIT_MS = 10_000;
/** Timers that this process set itself are asked for on the dot when they are not further away than this. */
const NEAR_MS = 60_000;

interface ConversationScheduleParts {
  schedule: ScheduleStore;
  store: ConversationStore;
  plans: FlowPlans;
  queue: ConversationQueue;
  recovery: Recovery;
  starter: RunStarter;
  closer: ConversationCloser;
  log: Log;
}

/** Lets conversations go on by themselves: timers by the database's clock, also those of before a restart; runs of processes that died; closings that were not brought to an end. */
export class ConversationSchedule implements Drainable {
  readonly #parts: ConversationScheduleParts;
  #poll: NodeJS.Timeout | undefined;
  readonly #near = new Set<NodeJS.Timeout>();
  readonly #firing = new Set<string>();
  #more = false;
  #working: Promise<void> | undefined;
  #recovering: Promise<void> | undefined;
  #again = false;
  #ended = false;

  constructor(parts: ConversationScheduleParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#poll = setInterval(() => void this.#work(), POLL_MS);
    void this.#work();
  }

  /** A timer was set for this ISO time. */
  wakeAt(at: string): void {
    const ms = Date.parse(at) - Date.now();
    if (ms > NEAR_MS || this.#ended || !this.#poll) return;
    const timer = setTimeout(() => {
      this.#near.delete(timer);
      void this.#work();
    }, Math.max(0, ms) + 5);
    this.#near.add(timer);
  }

  /** Something is there to be done at once; only where this process does such things at all. */
  lookNow(): void {
    if (this.#poll) void this.#work();
  }

  async drain(): Promise<void> {
    this.#ended = true;
    clearInterval(this.#poll);
    for (const timer of this.#near) clearTimeout(timer);
    await this.#working;
    await this.#recovering;
  }

  async #work(): Promise<void> {
    if (this.#working) this.#again = true;
    if (this.#working || this.#ended) return;
    this.#working = this.#round()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'Timers could not be asked for.'))
      .finally(() => {
        this.#working = undefined;
        if (this.#again) this.lookNow();
      });
    this.#again = false;
    await this.#working;
  }

  async #round(): Promise<void> {
    this.#recover();
    await this.#takeTimers();
  }

  // Apart, so that timers do not wait for what a process left behind that had much to do.
  #recover(): void {
    const { recovery, closer, log } = this.#parts;
    this.#recovering ??= recovery
      .sweep()
      .then(() => closer.resume())
      .catch((error: unknown) => log.warn({ err: error }, 'Runs that were left could not be taken over.'))
      .finally(() => {
        this.#recovering = undefined;
      });
  }

  async #takeTimers(): Promise<void> {
    const { schedule, log } = this.#parts;
    const limit = MOST_FIRING - this.#firing.size;
    if (limit <= 0) {
      this.#more = true;
      return;
    }
    const due = await schedule.takeDueTimers({ limit, takeMs: TAKE_MS });
    this.#more = due.length === limit;
    for (const place of due) {
      const { conversationId } = place;
      // It waits for a turn of its conversation already.
      if (this.#firing.has(conversationId)) continue;
      this.#firing.add(conversationId);
      void this.#fire(place)
        .catch((error: unknown) => log.warn({ err: error, ...place }, 'A timer failed.'))
        .finally(() => {
          this.#firing.delete(conversationId);
          if (this.#more) this.lookNow();
        });
    }
  }

  async #fire(place: { workspaceId: string; conversationId: string }): Promise<void> {
    const { queue, store, plans, schedule, starter } = this.#parts;
    const { workspaceId, conversationId } = place;
    crashPoint('timer.taken');
    const release = await queue.enter({ conversationId, waitMs: WAIT_MS });
    if (!release) return;
    let handedOver = false;
    try {
      const loaded = await store.loadById(place);
      const { conversation } = loaded ?? {};
      // Held by another process: the timer is taken again when this taking of it ends.
      if (conversation && conversation.lease !== 'free') return;
      const snapshot = conversation && storedSnapshot.read(conversation.snapshot);
      const until = snapshot?.status === 'waiting' ? snapshot.waiting?.waiting.until : undefined;
      if (!loaded || !conversation || !snapshot || until === undefined) return await schedule.removeTimer(place);
      if (Date.parse(until) > loaded.nowMs) return;
      const planned = await plans.pinned({ workspaceId, pins: conversation.pins });
      if (!planned) return await schedule.removeTimer(place);
      // While it waited for its conversation, the run that it had begun before may have been given up, and it with that run. What is given up after this is told by the fence.
      if (!(await schedule.hasTimer(place))) return;
      await starter.start({
        workspaceId,
        epoch: loaded.bot?.epoch ?? '',
        conversation: conversationContext(conversation),
        fence: conversation.fence,
        epochToCheck: null,
        nowMs: loaded.nowMs,
        input: { kind: 'timer' },
        planned,
        snapshot,
        turn: null,
        opening: null,
        release,
      });
      handedOver = true;
    } finally {
      if (!handedOver) release();
    }
  }
}
