import type { Commit, EffectRecord, NewEvent, UsageRecord } from '@patchbay/db';
import { NodeError, type ReplyPart } from '@patchbay/node-kit';
import type { Checkpoint } from '@patchbay/runtime';
import { behindOthers } from './behind-others.ts';
import type { LedgerKeeper } from './effect-ledger.ts';
import { eventFormats } from './event-formats.ts';
import type { OutsideGate } from './outside-services.ts';
import { type Overtaking, RunOvertaken } from './run-overtaken.ts';
import type { RunOutput } from './run-output.ts';
import type { RunProgress } from './run-progress.ts';
import { storedEvent } from './stored-event.ts';
import type { RunPart, RunResult, TurnStore } from './turn-store.ts';
import { WritingKeeper } from './writing-keeper.ts';

type Delta = Extract<ReplyPart, { type: 'message.delta' }>;

/** A run that takes longer than this is kept before it ends, so that the caller hears that it was accepted. Milliseconds. */
const LONG_MS = 100;
/** A run that asks a model is kept after this time, which is less than most take to their first word; a quicker answer costs no commit of its own. Milliseconds. */
const SOON_MS = 30;
/** How long the first part of an answer waits for its end, so that one commit keeps both. Milliseconds. */
const END_MS = 5;
/** How long kept events of a held run may wait for each other. Milliseconds. */
const GATHER_MS = 40;
/** How long a run that was accepted tries to commit when the database is away, and how often. Milliseconds. */
const TRY_FOR_MS = 60_000;
const TRY_AGAIN_MS = 250;

interface KeptWriterOptions {
  store: TurnStore;
  output: RunOutput;
  progress: RunProgress;
  turnId: string | null;
  /** Whether the conversation is this run's already: it was taken over. */
  held: boolean;
  /** Whether other processes take turns, too. */
  accompanied: boolean;
  /** Whether a run that asks a model is kept while it asks, and not only when the answer takes long. */
  atOnce: boolean;
  onHeld(): void;
  onOvertaken(): void;
}

/**
 * Commits what a run says before it is shown, in as few commits as can be: one for a run that calls nobody; one more before the first call that leaves.
 * Commits come one after another; parts of an answer wait for what was said before them. Each keeps where another process would go on.
 */
export class KeptWriter implements OutsideGate, LedgerKeeper {
  readonly accepted: Promise<void>;
  readonly #options: KeptWriterOptions;
  readonly #text: WritingKeeper;
  #accept: () => void = () => undefined;
  #refuse: (error: unknown) => void = () => undefined;
  #pending: NewEvent[] = [];
  #usage: UsageRecord[] = [];
  #effects: EffectRecord[] = [];
  /** Parts of an answer that are not shown yet, each with how many events were told before it. */
  #deltas: { delta: Delta; after: number }[] = [];
  /** Events that were told to this process, and that are committed of them. */
  #told = 0;
  #committed = 0;
  #writes: Promise<void> = Promise.resolve();
  #writing = false;
  #held: boolean;
  #ended = false;
  #failure: unknown;
  #gather: NodeJS.Timeout | undefined;
  #endIsNear: NodeJS.Timeout | undefined;

  constructor(options: KeptWriterOptions) {
    this.#options = options;
    this.#held = options.held;
    this.accepted = new Promise((resolve, reject) => {
      this.#accept = resolve;
      this.#refuse = reject;
    });
    this.accepted.catch(() => undefined);
    if (options.held) this.#accept();
    this.#text = new WritingKeeper({ output: options.output, write: () => this.#write() });
  }

  get held(): boolean {
    return this.#held;
  }

  async place(): Promise<{ flow: string; nodeId: string }> {
    await nextRound();
    return this.#options.progress.place;
  }

  /** Takes an event; false when it was told before the run was taken over. */
  keep(event: NewEvent): boolean {
    if (!this.#options.progress.told()) return false;
    this.#pending.push(event);
    this.#told += 1;
    this.#soon();
    return true;
  }

  use(usage: UsageRecord): void {
    this.#usage.push(usage);
  }

  record(effect: EffectRecord): void {
    this.#effects = [...this.#effects.filter((one) => one.key !== effect.key), effect];
  }

  reached(place: { checkpoint: Checkpoint; episode: number }): void {
    this.#options.progress.reached(place);
  }

  delta(delta: Delta): void {
    if (this.#held && this.#pending.length === 0 && !this.#writing) return this.#text.show(delta);
    this.#deltas.push({ delta, after: this.#told });
    if (this.#writing) return;
    if (this.#held) void this.#hold();
    else this.#endIsNear ??= setTimeout(() => void this.#hold(), END_MS);
  }

  async leave(): Promise<void> {
    await this.#hold();
    if (this.#failure) throw this.#failure;
  }

  async commit(): Promise<void> {
    const began = performance.now();
    for (;;) {
      await this.leave();
      if (this.#effects.length === 0) return;
      if (performance.now() - began > TRY_FOR_MS) break;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
    // What has ended since is kept with what comes next; what was only intended is not begun.
    this.#effects = this.#effects.filter(({ status }) => status !== 'started');
    throw new NodeError({
      code: 'database.unavailable',
      message: 'The database is away.',
      retryable: true,
      fault: 'ours',
    });
  }

  async soon(): Promise<() => void> {
    // Where others may have the same turn, only one of them is to ask.
    if (!this.#held && this.#options.accompanied) await this.leave();
    if (this.#held) {
      // What was said before the call is shown meanwhile.
      if (this.#isPending) void this.#hold();
      return () => undefined;
    }
    if (this.#options.atOnce) {
      void this.#hold();
      return () => undefined;
    }
    const timer = setTimeout(() => void this.#hold(), SOON_MS);
    return () => clearTimeout(timer);
  }

  async begun(): Promise<void> {
    // They are shown by themselves: the rest does not go before the first words of others.
    if (this.#held || this.#writing) await behindOthers();
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
    this.#end();
    await this.#allWritten();
    if (this.#held) {
      // What was said of it is on its way: its end does not go before the first words of others.
      await behindOthers();
      await this.#allWritten();
    }
    if (this.#failure) throw this.#failure;
    const part = this.#take();
    const commit = await this.#trySettle({ part, result });
    if (commit.outcome !== 'done') throw this.#overtaken(commit.outcome);
    this.#show({ events: part.events, commit });
    this.#accept();
  }

  /** Nothing more comes: whoever waits for the acceptance hears why. */
  fail(error: unknown): void {
    this.#end();
    this.#refuse(error);
  }

  /** Another process goes on with the run: nothing of this one is kept any more. */
  overtake(): void {
    if (!this.#ended) this.#failure ??= this.#overtaken('conflict');
  }

  /** Stops here, so that another process goes on from the last commit. False when nothing is kept that it could go on from. */
  async handOver(): Promise<boolean> {
    if (!this.#held || this.#ended) return false;
    this.#end();
    await this.#allWritten();
    this.#failure ??= this.#overtaken('conflict');
    await this.#options.store.handOver();
    return true;
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#gather);
    clearTimeout(this.#endIsNear);
    this.#text.end();
  }

  #soon(): void {
    if (this.#held && !this.#ended) this.#gather ??= setTimeout(() => void this.#hold(), GATHER_MS);
  }

  #take(): RunPart {
    const part = { events: this.#pending, usage: this.#usage, effects: this.#effects };
    [this.#pending, this.#usage, this.#effects] = [[], [], []];
    return part;
  }

  // A run that was accepted is not given up at the first failure of the database.
  async #trySettle({ part, result }: { part: RunPart; result: RunResult }): Promise<Commit> {
    const began = performance.now();
    for (;;) {
      try {
        return await this.#options.store.settle(part, result);
      } catch (error) {
        if (!this.#held || performance.now() - began > TRY_FOR_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    }
  }

  // A commit may have asked for another one.
  async #allWritten(): Promise<void> {
    for (let writes: Promise<void> | undefined; writes !== this.#writes; ) {
      writes = this.#writes;
      await writes;
    }
  }

  #hold(): Promise<void> {
    clearTimeout(this.#gather);
    this.#gather = undefined;
    clearTimeout(this.#endIsNear);
    this.#writing = true;
    this.#writes = this.#writes.then(() => this.#commit());
    return this.#writes;
  }

  async #commit(): Promise<void> {
    // What the engine told in one go is taken as one, with the place that it belongs to.
    await nextRound();
    if (this.#failure || (this.#ended && !this.#held) || (this.#held && !this.#isPending)) return this.#afterWrite();
    const part = this.#take();
    const { store, progress } = this.#options;
    let failed = false;
    try {
      const commit = await store.hold(part, { checkpoint: progress.toJson(), writing: this.#text.toJson(part.events) });
      if (commit.outcome === 'done') {
        const first = !this.#held;
        if (first) this.#options.onHeld();
        this.#held = true;
        this.#show({ events: part.events, commit });
        this.#accept();
        // Whoever waited for this follows by then, and is shown the parts of an answer one by one.
        if (first) await nextRound();
      } else this.#failure = this.#overtaken(commit.outcome);
    } catch (error) {
      failed = true;
      // Before anything is kept, the run comes to nothing; later, what could not be written is written with the next commit.
      this.#pending = [...part.events, ...this.#pending];
      this.#usage = [...part.usage, ...this.#usage];
      this.#effects = [
        ...part.effects.filter((old) => !this.#effects.some(({ key }) => key === old.key)),
        ...this.#effects,
      ];
      if (!this.#held) {
        this.#failure = error;
        this.#options.onOvertaken();
      }
    }
    this.#afterWrite({ failed });
  }

  get #isPending(): boolean {
    return this.#pending.length > 0 || this.#effects.length > 0;
  }

  #afterWrite({ failed = false } = {}): void {
    this.#writing = false;
    if (!this.#held) return;
    const shown = this.#deltas.filter(({ after }) => after <= this.#committed);
    this.#deltas = this.#deltas.filter(({ after }) => after > this.#committed);
    for (const { delta } of shown) this.#text.show(delta);
    // What stands before the others is not kept yet; the end of a run keeps all.
    if (this.#deltas.length === 0 || this.#failure || this.#ended) return;
    if (failed) this.#soon();
    else void this.#hold();
  }

  // Text in writing is kept between commits, in their order; what cannot be written now is written with what follows.
  #write(): Promise<void> {
    this.#writes = this.#writes.then(async () => {
      const json = this.#text.toJson();
      if (this.#failure || this.#ended || json === null) return;
      const ours = await this.#options.store.write(json).catch(() => true);
      if (!ours) this.#failure ??= this.#overtaken('conflict');
    });
    return this.#writes;
  }

  #overtaken(outcome: Overtaking): RunOvertaken {
    this.#options.onOvertaken();
    return new RunOvertaken(outcome);
  }

  #show({ events, commit }: { events: readonly NewEvent[]; commit: Extract<Commit, { outcome: 'done' }> }): void {
    const { output, turnId } = this.#options;
    this.#committed += events.length;
    const stored = events.map((event, index) =>
      storedEvent({ ...event, turnId, atMs: commit.atMs, seq: commit.firstSeq + index }),
    );
    let shown = 0;
    for (const [index, { type, body }] of events.entries()) {
      if (type !== 'message') continue;
      const parts = this.#written(eventFormats.read({ type, body }));
      if (parts.length === 0) continue;
      output.kept(stored.slice(shown, index));
      output.whole(parts);
      shown = index;
    }
    output.kept(stored.slice(shown));
  }

  // Of a message that is whole, its reader has all parts before it, those too that nobody was shown yet.
  #written(body: string): readonly Delta[] {
    if (!this.#held && this.#deltas.length === 0) return [];
    const { id }: { id: string } = JSON.parse(body);
    const parts = this.#deltas.flatMap(({ delta }) => (delta.messageId === id ? [delta] : []));
    this.#deltas = this.#deltas.filter(({ delta }) => delta.messageId !== id);
    this.#options.output.written(id);
    return parts;
  }
}

// By then whoever takes the engine's events has taken those that it told in one go.
function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
