import type { EffectRecord } from '@patchbay/db';
import { NodeError, type NodeErrorData } from '@patchbay/node-kit';
import { crashPoint } from '../platform/crash-points.ts';
import { RunOvertaken } from './run-overtaken.ts';

/** Where the ledger is written: with the run's commits, in their order. */
export interface LedgerKeeper {
  /** The node that is being visited, once all that was told before has been heard. */
  place(): Promise<{ flow: string; nodeId: string }>;
  record(effect: EffectRecord): void;
  /** Resolves when all that was recorded is committed. */
  commit(): Promise<void>;
}

export interface Act {
  key: string;
  name: string;
  repeatable: boolean;
}

/** Longest that an intent may take to be committed, so that the lease is still ours when the act begins. Milliseconds. */
const FRESH_MS = 1_000;

/** Errors that say that the other side never took the request. */
const CERTAIN = /^(config|connection|http\.(invalid_|address_refused))/;

/**
 * Acts on other systems, none of them twice by itself: the intent is committed before, the result after. Of a run that was broken off,
 * what was done is reused; what was only started is done again where that is harmless, and is left as unknown where it is not.
 */
export class EffectLedger {
  readonly #keeper: LedgerKeeper;
  readonly #known: Map<string, EffectRecord>;
  readonly #counts = new Map<string, number>();
  /** Whether this run has any, those of before it was taken over included. */
  used: boolean;
  readonly #signal: AbortSignal;
  #closed = false;
  #acting: Promise<unknown> = Promise.resolve();

  /** `signal`: the run's time is over. */
  constructor(options: { keeper: LedgerKeeper; known: readonly EffectRecord[]; signal: AbortSignal }) {
    const { keeper, known } = options;
    this.#keeper = keeper;
    this.#signal = options.signal;
    this.#known = new Map(known.map((effect) => [effect.key, effect]));
    this.used = known.length > 0;
  }

  /** The key of the next act of a visit: the visit's own for the first. */
  nextKey(effectKey: string): string {
    const count = (this.#counts.get(effectKey) ?? 0) + 1;
    this.#counts.set(effectKey, count);
    return count === 1 ? effectKey : `${effectKey}:${count}`;
  }

  /** Lets no further act begin; resolves when those that are on their way have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#acting;
  }

  /** `perform` gives plain JSON. */
  async act<Value>(act: Act, perform: () => Promise<Value>): Promise<Value> {
    if (this.#closed) await overtaken(this.#signal);
    const work = this.#act(act, perform);
    this.#acting = Promise.allSettled([this.#acting, work]);
    return work;
  }

  async #act<Value>({ key, name, repeatable }: Act, perform: () => Promise<Value>): Promise<Value> {
    const before = this.#known.get(key);
    if (before?.result) return resultOf<Value>(before.result);
    const effect: EffectRecord = {
      ...{ key, name, repeatable, ...(await this.#keeper.place()) },
      status: 'started',
      attempts: (before?.attempts ?? 0) + 1,
      result: null,
    };
    if (before?.status === 'started' && !repeatable) throw this.#parked({ ...effect, attempts: before.attempts });
    await this.#intend(effect);
    crashPoint('act.before');
    try {
      const value = await perform();
      crashPoint('act.after');
      this.#end({ ...effect, status: 'done', result: JSON.stringify({ value }) });
      return value;
    } catch (error) {
      if (error instanceof RunOvertaken || !(error instanceof NodeError)) throw error;
      const status = repeatable || !error.reached || CERTAIN.test(error.code) ? 'failed' : 'unknown';
      this.#end({ ...effect, status, result: JSON.stringify({ error: error.toData() }) });
      throw error;
    }
  }

  // A process that was stopped in the midst of this and woke up late finds that its lease is over, before it acts.
  async #intend(effect: EffectRecord): Promise<void> {
    for (let began = Number.NEGATIVE_INFINITY; performance.now() - began > FRESH_MS; ) {
      began = performance.now();
      this.#record(effect);
      await this.#keeper.commit();
    }
  }

  #end(effect: EffectRecord): void {
    this.#record(effect);
    // The run goes on meanwhile: its next commit stands behind this one.
    this.#keeper.commit().catch(() => undefined);
  }

  #parked(effect: EffectRecord): NodeError {
    const error = new NodeError({
      code: 'effect.unknown',
      message: `It is not known whether "${effect.name}" was carried out. It is not repeated by itself.`,
    });
    this.#end({ ...effect, status: 'unknown', result: JSON.stringify({ error: error.toData() }) });
    return error;
  }

  #record(effect: EffectRecord): void {
    this.used = true;
    this.#known.set(effect.key, effect);
    this.#keeper.record(effect);
  }
}

// Another process goes on from here as soon as this one has let go.
function overtaken(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new RunOvertaken('conflict'));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function resultOf<Value>(text: string): Value {
  const result: { value: Value } | { error: NodeErrorData } = JSON.parse(text); // Written above.
  if ('error' in result) throw new NodeError(result.error);
  return result.value;
}
