import type { ChatFile } from '@patchbay/api-contract';
import type { EffectRecord, NewEvent, TurnStatus } from '@patchbay/db';
import type { JsonObject } from '@patchbay/node-kit';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import {
  advance,
  type AdvanceOptions,
  type Director,
  type MessageFile,
  type Plan,
  type RunContext,
  type RunEvent,
  type Snapshot,
  type StepTrace,
} from '@patchbay/runtime';
import type { Ids } from '../platform/ids.ts';
import { censored } from './censored.ts';
import { EffectLedger } from './effect-ledger.ts';
import { eventFormats } from './event-formats.ts';
import { KeptWriter } from './kept-writer.ts';
import { gatedServices, type OutsideServices } from './outside-services.ts';
import { publicError } from './public-error.ts';
import type { RunOutput } from './run-output.ts';
import { type PastMessage, type PastMessages, type RecentMessages, RunHistory } from './run-history.ts';
import { RunProgress } from './run-progress.ts';
import type { RunBasis, RunState, Writing } from './run-state.ts';
import { settledWithin } from './settled-within.ts';
import type { RunResult, TurnStore } from './turn-store.ts';

/** How long a process that ends waits for the answer to an act that it has begun. Milliseconds. */
const ACT_MS = 8_000;

/** A run that another process began, as it was taken over. */
export interface ResumedRun {
  state: RunState;
  /** How often it was taken over, this time included. */
  resumes: number;
  writing: Writing | undefined;
  effects: readonly EffectRecord[];
  /** Messages of it that are whole and kept. */
  messages: ReadonlySet<string>;
}

export interface TurnRunOptions {
  /** Null for a run that no user caused. */
  turnId: string | null;
  conversation: RunContext['conversation'];
  nowMs: number;
  input: AdvanceOptions['input'];
  plan: Plan;
  snapshot: Snapshot;
  env: JsonObject;
  store: TurnStore;
  output: RunOutput;
  outside: () => Promise<OutsideServices>;
  past: PastMessages;
  /** What is known of the last messages without asking. */
  recent?: RecentMessages | undefined;
  ids: Ids;
  basis: Pick<RunBasis, 'pins' | 'version' | 'hadTimer'>;
  /** Format number of what is kept of it; without it, nobody else goes on with it. */
  formats?: { readonly writes: number };
  /** Set when the run goes on from where another process left it; `input` and `snapshot` are then not looked at. */
  resumed?: ResumedRun;
  /** Called when the run is kept by a lease, which is to be extended until it ends. */
  onHeld?: () => void;
  onSettled?: (result: RunResult) => void;
  /** Whether other processes take turns of the same conversations. */
  accompanied?: boolean;
  /** Whether it is kept while it asks a model, however soon the answer comes: so that its first words need not wait for its end. */
  keepAtOnce?: boolean;
  /** What a step shows of a value; without it, what a trace keeps. */
  censor?: RunContext['censor'];
  /** Asked before each visit, of tests. */
  direct?: Director;
  /** Each step as it happens. */
  onStep?: (step: StepTrace) => void;
  onInternalError?: (error: unknown, place: { flow: string; nodeId: string }) => void;
}

/** One run of the engine on one conversation: from an input to its next wait, kept and shown. */
export class TurnRun {
  readonly turnId: string | null;
  readonly output: RunOutput;
  readonly startedAt = performance.now();
  readonly steps: StepTrace[] = [];
  /** Resolves at the first commit: from then on the turn is not lost. Rejects when it came to nothing. */
  readonly accepted: Promise<void>;
  /** Resolves when all is kept. Rejects when the run could not be ended here; what was kept stays. */
  readonly ended: Promise<TurnStatus>;
  readonly #options: TurnRunOptions;
  readonly #writer: KeptWriter;
  readonly #history: RunHistory;
  readonly #time = new AbortController();
  #stop = new AbortController();
  #stopped = false;
  #episode: number;
  #resolution: string | null = null;
  readonly #preview: string | null;
  readonly #ledger: EffectLedger;
  readonly #formats: { readonly writes: number };

  constructor(options: TurnRunOptions) {
    this.#options = options;
    this.turnId = options.turnId;
    this.output = options.output;
    const { resumed, basis, nowMs, input } = options;
    this.#episode = resumed?.state.episode ?? options.snapshot.episode;
    this.#preview = resumed ? resumed.state.preview : input.kind === 'message' ? previewOf(input.text) : null;
    this.#formats = options.formats ?? { writes: 1 };
    this.#writer = new KeptWriter({
      store: options.store,
      output: options.output,
      progress: new RunProgress({
        basis: { ...basis, nowMs, preview: this.#preview },
        episode: this.#episode,
        formats: this.#formats,
        ...(resumed ? { resumed: resumed.state } : {}),
      }),
      turnId: options.turnId,
      held: resumed !== undefined,
      accompanied: options.accompanied ?? false,
      atOnce: options.keepAtOnce ?? false,
      onHeld: () => options.onHeld?.(),
      onOvertaken: () => this.#time.abort('overtaken'),
    });
    this.#history = new RunHistory({ past: options.past, recent: options.recent, episode: () => this.#episode });
    this.#ledger = new EffectLedger({
      keeper: this.#writer,
      known: resumed?.effects ?? [],
      signal: this.#time.signal,
    });
    this.accepted = this.#writer.accepted;
    this.ended = this.#run();
    // Whoever waits hears of a failure; nobody need wait.
    this.ended.catch(() => undefined);
  }

  /** How the conversation stands after the run, where that is known. */
  get recent(): RecentMessages | undefined {
    return this.#history.recent();
  }

  /** Whether the conversation is kept for this run. */
  get held(): boolean {
    return this.#writer.held;
  }

  /** Ends the writing of an answer; its text so far is kept. */
  stop(): void {
    this.#stopped = true;
    const current = this.#stop;
    this.#stop = new AbortController();
    current.abort('stopped');
  }

  /** Shows what was said so far, which else waits for the end of a turn that calls nobody. */
  showNow(): Promise<void> {
    return this.#writer.leave();
  }

  /** Ends the run at its next step: its time is over. */
  abort(reason: string): void {
    this.#time.abort(reason);
  }

  /** Another process has the conversation: this run comes to its end without further word. */
  overtake(): void {
    this.#writer.overtake();
  }

  /** Stops at its next step, so that another process goes on from there; it ends as lost. False when there is nothing to go on from. */
  async handOver(): Promise<boolean> {
    // Of an act that is cut off, nobody could tell whether it happened.
    await settledWithin({ work: this.#ledger.close(), milliseconds: ACT_MS });
    return this.#writer.handOver();
  }

  async #run(): Promise<TurnStatus> {
    const { plan, snapshot, outside, resumed } = this.#options;
    const input = resumed ? ({ kind: 'resumed', checkpoint: resumed.state.checkpoint } as const) : this.#options.input;
    const services = gatedServices({
      outside,
      gate: this.#writer,
      ledger: this.#ledger,
      history: this.#history,
    });
    let settled: Extract<RunEvent, { type: 'settled' }> | undefined;
    try {
      for await (const event of advance({
        plan,
        snapshot,
        input,
        services,
        handlers: nodeHandlers,
        context: this.#context(),
        signal: this.#time.signal,
      })) {
        if (event.type === 'settled') settled = event;
        else this.#take(event);
      }
      if (!settled) throw new Error('The engine ended without a snapshot.');
      const turnStatus: TurnStatus = this.#stopped ? 'stopped' : 'completed';
      if (this.turnId !== null)
        this.#keep('turn.completed', settled.waitingFor ? { waitingFor: settled.waitingFor } : {});
      const result = this.#resultOf({ settled, turnStatus });
      await this.#writer.settle(result);
      this.#options.onSettled?.(result);
      return turnStatus;
    } catch (error) {
      this.#writer.fail(error);
      throw error;
    }
  }

  #resultOf(options: { settled: Extract<RunEvent, { type: 'settled' }>; turnStatus: TurnStatus }): RunResult {
    return {
      turnStatus: options.turnStatus,
      snapshot: options.settled.snapshot,
      resolution: this.#resolution,
      timerAt: options.settled.timerAt ?? null,
      hadEffects: this.#ledger.used,
      preview: this.#preview,
    };
  }

  #context(): RunContext {
    const { nowMs, conversation, env, ids, onInternalError, direct, censor = censored } = this.#options;
    return {
      now: new Date(nowMs).toISOString(),
      conversation,
      user: {},
      env,
      newId: () => ids.next(),
      elapsedMs: () => performance.now(),
      yieldNow: () => {
        this.#writer.keepIfLong(this.startedAt);
        return new Promise((resolve) => setImmediate(resolve));
      },
      stopSignal: () => this.#stop.signal,
      trace: true,
      censor,
      ...(direct ? { direct } : {}),
      ...(onInternalError ? { onInternalError } : {}),
    };
  }

  #take(event: Exclude<RunEvent, { type: 'settled' }>): void {
    switch (event.type) {
      case 'message.delta':
        return this.#delta(event);
      case 'checkpoint':
        return this.#writer.reached({ checkpoint: event.checkpoint, episode: this.#episode });
      case 'step':
        this.steps.push(event.step);
        return this.#options.onStep?.(event.step);
      case 'usage': {
        const { type: _, ...usage } = event;
        return this.#writer.use({ id: this.#options.ids.next(), ...usage });
      }
      case 'user.message':
        return this.#say({ id: event.id, role: 'user', text: event.text, ...shownFiles(event.files) });
      case 'conversation.reopened':
        this.#episode += 1;
        return this.#keep(event.type, {});
      case 'conversation.closed':
        this.#resolution = event.resolution;
        return this.#keep(event.type, { resolution: event.resolution });
      case 'message': {
        const { type: _, ...message } = event;
        return this.#say(message);
      }
      case 'component':
      case 'component.closed':
      case 'status': {
        const { type, ...fields } = event;
        return this.#keep(type, fields);
      }
      case 'error': {
        const { type, ...fields } = event;
        // Who is told the steps may know all.
        return this.#keep(type, this.#options.onStep ? fields : publicError(fields));
      }
      default:
        return event satisfies never;
    }
  }

  // What is asked anew after a crash counts its attempts on from those that were shown before it.
  #delta(delta: Extract<RunEvent, { type: 'message.delta' }>): void {
    const { resumed } = this.#options;
    if (!resumed?.state.checkpoint.ids.includes(delta.messageId)) return this.#writer.delta(delta);
    if (resumed.messages.has(delta.messageId)) return;
    const shown = resumed.writing?.messageId === delta.messageId ? resumed.writing.attempt : 0;
    this.#writer.delta({ ...delta, attempt: delta.attempt + Math.max(shown, resumed.resumes) });
  }

  #say(message: PastMessage): void {
    if (this.#writer.keep(this.#event('message', message))) this.#history.say(message);
  }

  #keep(type: string, fields: object): void {
    this.#writer.keep(this.#event(type, fields));
  }

  #event(type: string, fields: object): NewEvent {
    const { writes: newest } = this.#formats;
    return { type, episode: this.#episode, body: eventFormats.write({ type, fields, newest }) };
  }
}

// What flows read of a file is not shown.
function shownFiles(files: MessageFile[]): { files?: ChatFile[] } {
  return files.length === 0 ? {} : { files: files.map(({ text: _, ...file }) => file) };
}

// PostgreSQL's texts hold no NUL.
function previewOf(text: string): string {
  return text.slice(0, 200).replaceAll('\0', '').trim();
}
