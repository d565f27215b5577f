import type { ChildProcess } from 'node:child_process';
import { Duplex } from 'node:stream';
import type { ScriptLog } from '@patchbay/node-kit';
import { type FromWorker, fromWorker, type ToWorker, type WorkerOutcome } from '../protocol.ts';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import { GUEST_SOURCE } from '../worker/guest-source.ts';
import { firstFailingCanary } from '../canaries.ts';
import type { CpuSampler } from './cpu-sampler.ts';
import { jsonFault } from './json-check.ts';
import { LineReader } from './line-reader.ts';
import { forbidCoreFiles, markExpendable } from './mark-expendable.ts';
import type { MemorySampler } from './memory-sampler.ts';
import type { RunEnd, RunOutcome } from './run-end.ts';
import type { LaunchWorker } from './worker-launcher.ts';

export interface RunJob {
  code: string;
  /** JSON text. */
  input: string;
  timeoutMs: number;
  memoryMb: number;
  signal?: AbortSignal;
}

/** Why a worker came to its end. `ready` says whether it ever was of use; `reason` is for the log. */
export interface WorkerExit {
  ready: boolean;
  reason: string;
  killed: boolean;
}

export interface WorkerHooks {
  ready: () => void;
  /** It has given its result, is at rest, and may be given the next run. */
  idle: () => void;
  /** Called once, when no more runs can be given to it; the process may still be dying. */
  gone: (exit: WorkerExit) => void;
}

interface Run {
  id: number;
  job: RunJob;
  logs: ScriptLog[];
  logChars: number;
  /** Undefined once the caller has its answer and the worker is only coming to rest. */
  resolve: ((end: RunEnd) => void) | undefined;
  timer: NodeJS.Timeout;
  watch: NodeJS.Timeout | undefined;
  stopListening: () => void;
  /** Processor time of the worker when the run began, and how often it was looked at since. */
  cpuAtStart: number;
  looks: number;
}

/**
 * One worker process seen from the parent, which alone decides how long it lives: it keeps the time and reads the memory, and ends the process by
 * SIGKILL. One run at a time.
 */
export class ScriptWorker {
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #channel: Duplex;
  readonly #hooks: WorkerHooks;
  readonly #sampler: MemorySampler | undefined;
  readonly #cpu: CpuSampler | undefined;
  readonly #examine: (pid: number) => string | undefined;
  readonly #bootTimer: NodeJS.Timeout;
  #state: 'booting' | 'idle' | 'busy' | 'gone' = 'booting';
  #run: Run | undefined;
  #runs = 0;
  #baseBytes = 0;
  #lastBytes = 0;
  readonly #waitingForRest: (() => void)[] = [];

  constructor(options: {
    launch: LaunchWorker;
    hooks: WorkerHooks;
    sampler: MemorySampler | undefined;
    cpu?: CpuSampler | undefined;
    /** What is wrong with a worker that says it is ready, or undefined. */
    examine?: (pid: number) => string | undefined;
  }) {
    this.#hooks = options.hooks;
    this.#sampler = options.sampler;
    this.#cpu = options.cpu;
    this.#examine = options.examine ?? (() => undefined);
    this.#child = options.launch();
    const pipe = this.#child.stdio[3];
    if (!(pipe instanceof Duplex)) throw new Error('A worker was started without its pipe');
    this.#channel = pipe;
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        resolve();
        this.#leave({ reason: signal ? `ended by ${signal}` : `ended with code ${code}`, killed: false, signal });
      });
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined) resolve();
        this.#leave({ reason: error.message, killed: false, signal: null });
      });
    });
    this.#bootTimer = setTimeout(() => this.kill('not ready in time'), SANDBOX_LIMITS.bootMs);
    this.#listen();
    this.#send({
      kind: 'setup',
      guest: GUEST_SOURCE,
      limits: SANDBOX_LIMITS,
      heartbeatMs: this.#sampler ? null : SANDBOX_LIMITS.memoryPollMs,
    });
    if (this.#child.pid !== undefined) void markExpendable(this.#child.pid);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get idle(): boolean {
    return this.#state === 'idle';
  }

  /** Resident bytes as last known. */
  get memoryBytes(): number {
    return this.#sample() ?? this.#lastBytes;
  }

  check(): Promise<string | undefined> {
    return firstFailingCanary(this);
  }

  /** Resolves when it is idle or gone. */
  atRest(): Promise<void> {
    if (this.#state !== 'busy') return Promise.resolve();
    return new Promise((resolve) => this.#waitingForRest.push(resolve));
  }

  /** To be called when idle, and never rejects. */
  run(job: RunJob): Promise<RunEnd> {
    if (this.#state !== 'idle') throw new Error('A worker was given a run while it was not idle');
    this.#state = 'busy';
    this.#runs += 1;
    const id = this.#runs;
    return new Promise((resolve) => {
      const abort = () => this.#cut({ status: 'aborted' });
      job.signal?.addEventListener('abort', abort, { once: true });
      this.#run = {
        id,
        job,
        logs: [],
        logChars: 0,
        resolve,
        timer: setTimeout(
          () => this.#cut({ status: 'unavailable', reason: 'the run did not begin' }),
          SANDBOX_LIMITS.startMs,
        ),
        watch: undefined,
        stopListening: () => job.signal?.removeEventListener('abort', abort),
        cpuAtStart: 0,
        looks: 0,
      };
      this.#send({ kind: 'run', id, code: job.code, input: job.input, memoryMb: job.memoryMb });
    });
  }

  kill(reason: string): void {
    this.#leave({ reason, killed: true, signal: null });
  }

  #listen(): void {
    const reader = new LineReader({ mostChars: SANDBOX_LIMITS.messageChars });
    this.#channel.setEncoding('utf8');
    this.#channel.on('error', () => undefined);
    this.#channel.on('data', (chunk: string) => {
      if (this.#state === 'gone') return;
      const lines = reader.push(chunk);
      if (lines === 'too_long') return this.kill('it wrote more than it may');
      for (const line of lines) {
        const message = parseMessage(line);
        if (!message) return this.kill('it broke the protocol');
        this.#receive(message);
      }
    });
  }

  #send(message: ToWorker): void {
    if (this.#channel.writable) this.#channel.write(`${JSON.stringify(message)}\n`);
  }

  #receive(message: FromWorker): void {
    if (this.#state === 'gone') return;
    if (message.kind === 'memory') {
      return this.#sampler ? this.kill('it spoke of its memory without being asked') : this.#weigh(message.bytes);
    }
    if (message.kind === 'failed') return this.kill(`isolated-vm did not load: ${message.message}`);
    if (message.kind === 'ready') return this.#becomeReady();
    const run = this.#run;
    if (run?.id !== message.id) return this.kill('it spoke of a run that it does not have');
    switch (message.kind) {
      case 'started':
        return this.#began(run);
      case 'log':
        run.logChars += message.text.length;
        if (run.logs.length >= SANDBOX_LIMITS.logEntries || run.logChars > 2 * SANDBOX_LIMITS.logChars) {
          return this.kill('it logged more than it may');
        }
        run.logs.push({ level: message.level, text: message.text });
        return;
      case 'result':
        return this.#finish(run, message.outcome);
      case 'idle':
        if (run.resolve) return this.kill('it came to rest without a result');
        this.#forget(run);
        this.#state = 'idle';
        for (const wake of this.#waitingForRest.splice(0)) wake();
        return this.#hooks.idle();
    }
  }

  #becomeReady(): void {
    if (this.#state !== 'booting') return this.kill('it said twice that it is ready');
    const fault = this.pid === undefined ? undefined : this.#examine(this.pid);
    if (fault !== undefined) return this.kill(fault);
    if (this.pid !== undefined) forbidCoreFiles(this.pid);
    clearTimeout(this.#bootTimer);
    this.#baseBytes = this.#sample() ?? this.#lastBytes;
    this.#state = 'idle';
    // From now on the parent may end without asking: the worker notices and ends itself. Node gives the pipe as a Socket, which its type does not say.
    this.#child.unref();
    if ('unref' in this.#channel && typeof this.#channel.unref === 'function') this.#channel.unref();
    this.#hooks.ready();
  }

  #began(run: Run): void {
    if (run.watch) return this.kill('it began a run twice');
    clearTimeout(run.timer);
    run.timer = setTimeout(() => {
      // A busy parent may find this timer and the answer at the same time: what has arrived counts.
      setImmediate(() => {
        if (this.#run === run && run.resolve) this.#cut({ status: 'timeout', stuck: false });
      });
    }, run.job.timeoutMs + SANDBOX_LIMITS.wallGraceMs);
    run.cpuAtStart = this.#cpuMs() ?? 0;
    run.watch = setInterval(() => {
      const bytes = this.#sample();
      if (bytes !== undefined) this.#weigh(bytes);
      run.looks += 1;
      if (run.looks % SANDBOX_LIMITS.looksBetweenCpu === 0) this.#clock(run);
    }, SANDBOX_LIMITS.memoryPollMs).unref();
  }

  #cpuMs(): number | undefined {
    return this.pid === undefined ? undefined : this.#cpu?.(this.pid);
  }

  /** All threads count: what a script sets going beside its own must not use more of the machine than its time allows. */
  #clock(run: Run): void {
    const used = (this.#cpuMs() ?? 0) - run.cpuAtStart;
    const most = SANDBOX_LIMITS.cpuFactor * run.job.timeoutMs + SANDBOX_LIMITS.cpuSlackMs;
    if (this.#run === run && used > most) this.#cut({ status: 'timeout', stuck: false });
  }

  #sample(): number | undefined {
    const bytes = this.pid === undefined ? undefined : this.#sampler?.(this.pid);
    if (bytes !== undefined) this.#lastBytes = bytes;
    return bytes;
  }

  #weigh(bytes: number): void {
    this.#lastBytes = bytes;
    if (!this.#run) return;
    const { memoryMb } = this.#run.job;
    const most = this.#baseBytes + (SANDBOX_LIMITS.memoryFactor * memoryMb + SANDBOX_LIMITS.memorySlackMb) * 2 ** 20;
    if (bytes > most) this.#cut({ status: 'memory' });
  }

  #finish(run: Run, outcome: WorkerOutcome): void {
    if (!run.resolve || !run.watch) return this.kill('it gave a result that nobody waits for');
    if (outcome.status === 'memory' || outcome.status === 'too_many_calls') return this.#cut(outcome);
    if (outcome.status === 'value') {
      const fault = jsonFault(outcome.value);
      if (fault === 'invalid') return this.kill('its result is not JSON');
      if (fault === 'deep') {
        this.#answer(run, { status: 'not_json', message: `nested deeper than ${SANDBOX_LIMITS.outputDepth} levels` });
      } else this.#answer(run, outcome);
    } else if (outcome.status === 'stuck') this.#answer(run, { status: 'timeout', stuck: true });
    else this.#answer(run, outcome);
    clearTimeout(run.timer);
    run.timer = setTimeout(() => this.kill('what a script left running does not end'), SANDBOX_LIMITS.settleMs);
  }

  #answer(run: Run, outcome: RunOutcome): void {
    run.stopListening();
    const { resolve } = run;
    run.resolve = undefined;
    resolve?.({ outcome, logs: run.logs });
  }

  /** Ends the run with this outcome, and the worker with it. */
  #cut(outcome: RunOutcome): void {
    const run = this.#run;
    if (run) this.#answer(run, outcome);
    this.kill(outcome.status);
  }

  #forget(run: Run): void {
    clearTimeout(run.timer);
    clearInterval(run.watch);
    run.stopListening();
    this.#run = undefined;
  }

  #leave(end: { reason: string; killed: boolean; signal: NodeJS.Signals | null }): void {
    if (this.#state === 'gone') return;
    const ready = this.#state !== 'booting';
    this.#state = 'gone';
    clearTimeout(this.#bootTimer);
    // Whoever waits for its end must live to see it.
    this.#child.ref();
    this.#child.kill('SIGKILL');
    this.#channel.destroy();
    const run = this.#run;
    if (run) {
      this.#answer(run, this.#outcomeOfDeath(run, end));
      this.#forget(run);
    }
    for (const wake of this.#waitingForRest.splice(0)) wake();
    this.#hooks.gone({ ready, reason: end.reason, killed: end.killed });
  }

  /**
   * V8 aborts (SIGABRT, SIGTRAP) when memory runs out where it cannot recover, and Linux kills when the machine's does; both only after the script had
   * outgrown its share. Any other death is not the script's to explain.
   */
  #outcomeOfDeath(run: Run, end: { reason: string; signal: NodeJS.Signals | null }): RunOutcome {
    const outgrown = this.#lastBytes > this.#baseBytes + run.job.memoryMb * 2 ** 20;
    if (end.signal === 'SIGABRT' || end.signal === 'SIGTRAP' || (end.signal === 'SIGKILL' && outgrown)) {
      return { status: 'memory' };
    }
    return { status: 'unavailable', reason: end.reason };
  }
}

function parseMessage(line: string): FromWorker | undefined {
  try {
    const parsed = fromWorker.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
