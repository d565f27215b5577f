import type { Commit, NewEvent } from '@patchbay/db';
import type { ReplyPart } from '@patchbay/node-kit';
import type { OutsideGate } from './outside-services.ts';
import { type Overtaking, RunOvertaken } from './run-overtaken.ts';
import type { RunOutput } from './run-output.ts';
import { type StoredEvent, storedEvent } from './stored-event.ts';
import type { RunResult, TurnStore } from './turn-store.ts';

type Delta = Extract<ReplyPart, { type: 'message.delta' }>;

/** A run that takes longer than this is kept before it ends, so that the caller hears that it was accepted. Milliseconds. */
const LONG_MS = 100;
/** How long kept events of a held run may wait for each other. Milliseconds. */
const GATHER_MS = 40;
/** How long the end of a run that was accepted is tried for when the database is away, and how often. Milliseconds. */
const SETTLE_FOR_MS = 10_000;
const SETTLE_AGAIN_MS = 250;

interface KeptWriterOptions {
  store: TurnStore;
  output: RunOutput;
  turnId: string | null;
  onHeld(): void;
  onOvertaken(): void;
}

/**
 * Commits what a run says before it is shown, in as few commits as can be: one for a run that calls nobody; one more before the first call that leaves.
 * Commits come one after another; parts of an answer wait for what was said before them.
 */
export class KeptWriter implements OutsideGate {
  readonly accepted: Promise<void>;
  readonly #options: KeptWriterOptions;
  #accept: () => void = () => undefined;
  #refuse: (error: unknown) => void = () => undefined;
  #pending: NewEvent[] = [];
  #deltas: Delta[] = [];
  #writes: Promise<void> = Promise.resolve();
  #writing = false;
  #held = false;
  #ended = false;
  #failure: unknown;
  #gather: NodeJS.Timeout | undefined;

  constructor(options: KeptWriterOptions) {
    this.#options = options;
    this.accepted = new Promise((resolve, reject) => {
      this.#accept = resolve;
      this.#refuse = reject;
    });
    this.accepted.catch(() => undefined);
  }

  /** Events that are said and not yet committed. */
  get pending(): readonly NewEvent[] {
    return this.#pending;
  }

  keep(event: NewEvent): void {
    this.#pending.push(event);
    if (this.#held) this.#gather ??= setTimeout(() => void this.#hold(), GATHER_MS);
  }

  delta(delta: Delta): void {
    if (this.#pending.length === 0 && !this.#writing) return this.#options.output.delta(delta);
    this.#deltas.push(delta);
    if (!this.#writing) void this.#hold();
  }

  async leave(): Promise<void> {
    await this.#hold();
    if (this.#failure) throw this.#failure;
  }

  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#held) return work();
    const timer = setTimeout(() => void this.#hold(), LONG_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }

  keepIfLong(startedAt: number): void {
    if (!this.#held && !this.#writing && performance.now() - startedAt > LONG_MS) void this.#hold();
  }

  /** Ends the run: commits what is left, with the snapshot. */
  async settle(result: RunResult): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#gather);
    await this.#writes;
    if (this.#failure) throw this.#failure;
    const events = this.#pending;
    this.#pending = [];
    const commit = await this.#trySettle({ events, result });
    if (commit.outcome !== 'done') throw this.#overtaken(commit.outcome);
    this.#show({ events, commit });
    this.#accept();
  }

  /** Nothing more comes: whoever waits for the acceptance hears why. */
  fail(error: unknown): void {
    this.#ended = true;
    clearTimeout(this.#gather);
    this.#refuse(error);
  }

  // A run that was accepted is not given up at the first failure of the database.
  async #trySettle({ events, result }: { events: NewEvent[]; result: RunResult }): Promise<Commit> {
    const began = performance.now();
    for (;;) {
      try {
        return await this.#options.store.settle(events, result);
      } catch (error) {
        if (!this.#held || performance.now() - began > SETTLE_FOR_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_MS));
      }
    }
  }

  #hold(): Promise<void> {
    clearTimeout(this.#gather);
    this.#gather = undefined;
    this.#writing = true;
    this.#writes = this.#writes.then(() => this.#commit());
    return this.#writes;
  }

  async #commit(): Promise<void> {
    if (this.#failure || (this.#ended && !this.#held) || (this.#held && this.#pending.length === 0))
      return this.#afterWrite();
    const events = this.#pending;
    this.#pending = [];
    try {
      const commit = await this.#options.store.hold(events);
      if (commit.outcome === 'done') {
        if (!this.#held) this.#options.onHeld();
        this.#held = true;
        this.#show({ events, commit });
        this.#accept();
      } else this.#failure = this.#overtaken(commit.outcome);
    } catch (error) {
      // Before anything is kept, the run comes to nothing; later, what could not be written is written with the next commit.
      this.#pending = [...events, ...this.#pending];
      if (!this.#held) {
        this.#failure = error;
        this.#options.onOvertaken();
      }
    }
    this.#afterWrite();
  }

  #afterWrite(): void {
    this.#writing = false;
    if (this.#pending.length > 0 && this.#deltas.length > 0 && this.#held && !this.#failure) return void this.#hold();
    const deltas = this.#deltas;
    this.#deltas = [];
    for (const delta of deltas) this.#options.output.delta(delta);
  }

  #overtaken(outcome: Overtaking): RunOvertaken {
    this.#options.onOvertaken();
    return new RunOvertaken(outcome);
  }

  #show({ events, commit }: { events: NewEvent[]; commit: Extract<Commit, { outcome: 'done' }> }): void {
    const { output, turnId } = this.#options;
    const stored = events.map((event, index): StoredEvent => {
      if (event.type === 'message') this.#written(event.body);
      return storedEvent({ ...event, turnId, atMs: commit.atMs, seq: commit.firstSeq + index });
    });
    output.kept(stored);
  }

  // A message that is whole needs none of its parts that nobody was shown yet.
  #written(body: string): void {
    if (!this.#held) return;
    const { id }: { id: string } = JSON.parse(body);
    this.#deltas = this.#deltas.filter((delta) => delta.messageId !== id);
    this.#options.output.written(id);
  }
}
