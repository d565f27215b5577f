import type { NewEvent, TurnStatus, UsageRecord } from '@patchbay/db';
import type { JsonObject } from '@patchbay/node-kit';
import { nodeHandlers } from '@patchbay/nodes/handlers';
import {
  advance,
  type Plan,
  type RunContext,
  type RunEvent,
  type Snapshot,
  type StepTrace,
  type TurnInput,
} from '@patchbay/runtime';
import type { Ids } from '../platform/ids.ts';
import { censored } from './censored.ts';
import { KeptWriter } from './kept-writer.ts';
import { gatedServices, type OutsideServices } from './outside-services.ts';
import type { RunOutput } from './run-output.ts';
import { type PastMessages, runHistory } from './run-history.ts';
import type { RunResult, TurnStore } from './turn-store.ts';

export interface TurnRunOptions {
  /** Null for a run that no user caused. */
  turnId: string | null;
  conversation: RunContext['conversation'];
  nowMs: number;
  input: TurnInput;
  plan: Plan;
  snapshot: Snapshot;
  env: JsonObject;
  store: TurnStore;
  output: RunOutput;
  outside: () => Promise<OutsideServices>;
  past: PastMessages;
  ids: Ids;
  /** Called when the run is kept by a lease, which is to be extended until it ends. */
  onHeld?: () => void;
  onSettled?: (result: RunResult) => void;
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
  readonly #time = new AbortController();
  #stop = new AbortController();
  #stopped = false;
  #episode: number;
  #resolution: string | null = null;
  #usage: UsageRecord[] = [];

  constructor(options: TurnRunOptions) {
    this.#options = options;
    this.turnId = options.turnId;
    this.output = options.output;
    this.#episode = options.snapshot.episode;
    this.#writer = new KeptWriter({
      store: options.store,
      output: options.output,
      turnId: options.turnId,
      onHeld: () => options.onHeld?.(),
      onOvertaken: () => this.#time.abort('overtaken'),
    });
    this.accepted = this.#writer.accepted;
    this.ended = this.#run();
    // Whoever waits hears of a failure; nobody need wait.
    this.ended.catch(() => undefined);
  }

  /** Ends the writing of an answer; its text so far is kept. */
  stop(): void {
    this.#stopped = true;
    const current = this.#stop;
    this.#stop = new AbortController();
    current.abort('stopped');
  }

  /** Ends the run at its next step: its time is over. */
  abort(reason: string): void {
    this.#time.abort(reason);
  }

  async #run(): Promise<TurnStatus> {
    const { plan, snapshot, input, outside, past } = this.#options;
    const services = gatedServices({
      outside,
      gate: this.#writer,
      history: runHistory({ past, writer: this.#writer, episode: () => this.#episode }),
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
    const { input } = this.#options;
    return {
      turnStatus: options.turnStatus,
      snapshot: options.settled.snapshot,
      resolution: this.#resolution,
      timerAt: options.settled.timerAt ?? null,
      usage: this.#usage,
      preview: input.kind === 'message' ? previewOf(input.text) : null,
    };
  }

  #context(): RunContext {
    const { nowMs, conversation, env, ids, onInternalError } = this.#options;
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
      censor: censored,
      ...(onInternalError ? { onInternalError } : {}),
    };
  }

  #take(event: Exclude<RunEvent, { type: 'settled' }>): void {
    switch (event.type) {
      case 'message.delta':
        return this.#writer.delta(event);
      case 'step':
        this.steps.push(event.step);
        return this.#options.onStep?.(event.step);
      case 'usage': {
        const { type: _, ...usage } = event;
        this.#usage.push({ id: this.#options.ids.next(), ...usage });
        return;
      }
      case 'user.message':
        return this.#keep('message', { id: event.id, role: 'user', text: event.text });
      case 'conversation.reopened':
        this.#episode += 1;
        return this.#keep(event.type, {});
      case 'conversation.closed':
        this.#resolution = event.resolution;
        return this.#keep(event.type, { resolution: event.resolution });
      case 'message':
      case 'component':
      case 'component.closed':
      case 'status':
      case 'error': {
        const { type, ...fields } = event;
        return this.#keep(type, fields);
      }
      default:
        return event satisfies never;
    }
  }

  #keep(type: string, fields: object): void {
    const event: NewEvent = { type, episode: this.#episode, body: JSON.stringify(fields) };
    this.#writer.keep(event);
  }
}

// PostgreSQL's texts hold no NUL.
function previewOf(text: string): string {
  return text.slice(0, 200).replaceAll('\0', '').trim();
}
