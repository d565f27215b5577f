import type { Commit, EventRecord, NewEvent } from '@patchbay/db';
import type { Plan, Snapshot } from '@patchbay/runtime';
import { type StoredEvent, storedEvent } from '../conversations/stored-event.ts';
import type { RunResult, TurnStore } from '../conversations/turn-store.ts';

const MOST_EVENTS = 5_000;

/** What a turn's key was used for. */
export interface PreviewTurn {
  id: string;
  bodyHash: Buffer;
  status: string;
}

/** A conversation with a draft, in memory: it ends with the process, and is nobody's record. */
export class PreviewConversation {
  readonly id: string;
  readonly startedAtMs = Date.now();
  readonly locale: string;
  readonly timezone: string;
  readonly turns = new Map<string, PreviewTurn>();
  plan: Plan;
  snapshot: Snapshot;
  usedAt = performance.now();
  timer: NodeJS.Timeout | undefined;
  #records: EventRecord[] = [];
  #lastSeq = 0;

  constructor(options: { id: string; plan: Plan; snapshot: Snapshot; locale: string; timezone: string }) {
    this.id = options.id;
    this.plan = options.plan;
    this.snapshot = options.snapshot;
    this.locale = options.locale;
    this.timezone = options.timezone;
  }

  eventsAfter(after: number): StoredEvent[] {
    return this.#records.filter((event) => event.seq > after).map(storedEvent);
  }

  eventsOf(turnId: string): StoredEvent[] {
    return this.#records.filter((event) => event.turnId === turnId).map(storedEvent);
  }

  /** Whether a component was ever shown. */
  hasShown(componentId: string): boolean {
    return this.#records.some((event) => event.type === 'component' && bodyOf(event).id === componentId);
  }

  lastMessages({ episode, count }: { episode: number; count: number }): { role: string; text: string }[] {
    return this.#records
      .filter((event) => event.type === 'message' && event.episode === episode)
      .slice(-count)
      .map((event) => {
        const { role, text } = bodyOf(event);
        return { role: String(role), text: String(text) };
      });
  }

  /** Keeps a run of this conversation here. */
  storeFor(options: { turnId: string | null; onTimer: (at: string | null) => void }): TurnStore {
    return {
      hold: ({ events }) => Promise.resolve(this.#commit({ events, turnId: options.turnId })),
      write: () => Promise.resolve(true),
      handOver: () => Promise.resolve(),
      settle: ({ events }, result) => {
        const commit = this.#commit({ events, turnId: options.turnId });
        this.#settle(result);
        options.onTimer(result.timerAt);
        return Promise.resolve(commit);
      },
    };
  }

  #settle(result: RunResult): void {
    // Through JSON, as a real conversation's is: what would not survive a pause does not survive here either.
    this.snapshot = JSON.parse(JSON.stringify(result.snapshot));
    for (const turn of this.turns.values()) if (turn.status === 'running') turn.status = result.turnStatus;
  }

  #commit({ events, turnId }: { events: readonly NewEvent[]; turnId: string | null }): Commit {
    const atMs = Date.now();
    const firstSeq = this.#lastSeq + 1;
    for (const event of events) this.#records.push({ ...event, turnId, atMs, seq: ++this.#lastSeq });
    if (this.#records.length > MOST_EVENTS) this.#records = this.#records.slice(-MOST_EVENTS);
    this.usedAt = performance.now();
    return { outcome: 'done', atMs, firstSeq };
  }
}

function bodyOf(event: EventRecord): Record<string, unknown> {
  return JSON.parse(event.body);
}
