import { NodeError, type ScriptResult } from '@patchbay/node-kit';
import type { MissingWall } from '../process/enclosure.ts';
import { jsonFault } from '../process/json-check.ts';
import type { RunnerLine } from '../process/runner-line.ts';
import type { SandboxLog } from '../pool/pool-options.ts';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { linesOf } from './lines-of.ts';
import { type FromRunner, fromRunner, type ToRunner } from './runner-protocol.ts';

interface Waiting {
  resolve: (result: ScriptResult) => void;
  reject: (error: Error) => void;
}

interface Walls {
  strict: boolean;
  missing: readonly MissingWall[];
}

/** One line to a runner, from its opening to its end. What the other side says is read as a stranger's words. */
export class RunnerLink {
  readonly walls: Promise<Walls>;
  readonly ready: Promise<void>;
  readonly #line: RunnerLine;
  readonly #waiting = new Map<number, Waiting>();
  readonly #log: SandboxLog;
  readonly #walls = Promise.withResolvers<Walls>();
  readonly #ready = Promise.withResolvers<void>();
  #state: 'opening' | 'ready' | 'gone' = 'opening';
  #why = 'the runner has gone';
  #last = 0;

  readonly #answerMs: number;

  /** `answerMs`: beyond a run's own limit, for its answer. A runner that takes longer hangs, and is ended. */
  constructor(options: {
    line: RunnerLine;
    log: SandboxLog;
    answerMs?: number;
    gone: (was: { ready: boolean; why: string }) => void;
  }) {
    this.#line = options.line;
    this.#answerMs = options.answerMs ?? SANDBOX_LIMITS.queueTimeoutMs + SANDBOX_LIMITS.runnerAnswerMs;
    this.#log = options.log;
    this.walls = this.#walls.promise;
    this.ready = this.#ready.promise;
    // Whoever waits for them hears of it.
    this.walls.catch(() => undefined);
    this.ready.catch(() => undefined);
    const timer = setTimeout(() => this.#hangUp('the runner was not ready in time'), SANDBOX_LIMITS.runnerReadyMs);
    void this.ready.catch(() => undefined).finally(() => clearTimeout(timer));
    this.#line.socket.on('close', () => {
      const was = { ready: this.#state === 'ready', why: this.#why };
      this.#state = 'gone';
      const error = unavailable(this.#why);
      this.#walls.reject(error);
      this.#ready.reject(error);
      for (const one of this.#waiting.values()) one.reject(error);
      options.gone(was);
    });
    linesOf({ socket: this.#line.socket, each: (message) => this.#receive(fromRunner.parse(message)) });
  }

  /** Resolves with what a run gave, or rejects with its error. */
  run({
    signal,
    ...job
  }: Omit<Extract<ToRunner, { kind: 'run' }>, 'kind' | 'id'> & { signal: AbortSignal }): Promise<ScriptResult> {
    if (this.#state === 'gone') return Promise.reject(unavailable(this.#why));
    this.#last += 1;
    const id = this.#last;
    const abort = () => this.#send({ kind: 'abort', id });
    const most = job.timeoutMs + this.#answerMs;
    const hangs = setTimeout(() => this.#hangUp('the runner does not answer'), most).unref();
    return new Promise<ScriptResult>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#line.hold(true);
      this.#send({ kind: 'run', id, ...job });
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
    }).finally(() => {
      clearTimeout(hangs);
      signal.removeEventListener('abort', abort);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#line.hold(false);
    });
  }

  close(): Promise<void> {
    this.#why = 'the sandbox is closed';
    return this.#line.close();
  }

  #hangUp(why: string): void {
    this.#why = why;
    void this.#line.close();
  }

  #send(message: ToRunner): void {
    if (this.#line.socket.writable) this.#line.socket.write(`${JSON.stringify(message)}\n`);
  }

  #receive(said: FromRunner): void {
    switch (said.kind) {
      case 'walls':
        return this.#walls.resolve({ strict: said.strict, missing: said.missing });
      case 'ready':
        if (this.#state !== 'opening') return;
        this.#state = 'ready';
        this.#ready.resolve();
        if (this.#waiting.size === 0) this.#line.hold(false);
        return;
      case 'unable':
        return this.#hangUp(said.reason);
      case 'log':
        return this.#log({ level: said.level, event: said.event, reason: said.reason });
      case 'failed': {
        const { code, message, retryable, fault, details } = said.error;
        const data = details === undefined ? {} : { details };
        return this.#waiting.get(said.id)?.reject(new NodeError({ code, message, retryable, fault, ...data }));
      }
      case 'value':
        if (jsonFault(said.value) !== undefined) throw new Error('The runner’s value is not JSON');
        return this.#waiting.get(said.id)?.resolve({ value: said.value, logs: said.logs });
      default: {
        const never: never = said;
        throw new Error(`Unknown word ${JSON.stringify(never)}`);
      }
    }
  }
}

export function unavailable(reason: string): NodeError {
  return new NodeError({
    code: 'sandbox_unavailable',
    message: 'The script could not be run',
    retryable: true,
    fault: 'ours',
    cause: new Error(reason),
  });
}
