import { notRun, type RunEnd, type RunOutcome } from '../process/run-end.ts';
import type { RunJob, WorkerExit } from '../process/script-worker.ts';
import { SANDBOX_LIMITS } from '../sandbox-limits.ts';
import type { Member } from './member.ts';
import type { PoolOptions, SandboxStats } from './pool-options.ts';
import { RecentKeys } from './recent-keys.ts';

interface Entry {
  key: string;
  workspace: string;
  job: RunJob;
  since: number;
  /** Called when it is no longer in the queue. */
  left: () => void;
  settle: (end: RunEnd) => void;
}

/**
 * Decides which worker takes which run. A worker is bound to one key (workspace and flow version) at its first run and never changes it, so a run of a key
 * without a worker takes an unassigned one; when none is left, the bound one that has been idle longest ends and another starts in its place. One workspace keeps at most
 * all workers but one busy, and holds at most a quarter of the queue.
 */
export class ScriptPool {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member>();
  readonly #dying = new Set<Promise<void>>();
  readonly #queue: Entry[] = [];
  readonly #waitingForReady: { resolve: () => void; reject: (error: Error) => void }[] = [];
  readonly #recent: RecentKeys;
  readonly #counts = { runs: 0, started: 0, retired: 0, killed: 0, died: 0 };
  #checked: 'no' | 'checking' | 'yes' = 'no';
  /** Why no script will ever be run, once that is known. */
  #broken: string | undefined;
  #closed = false;
  #failures = 0;
  #lastFailure = '';
  #mayBootAt = 0;
  #retry: NodeJS.Timeout | undefined;
  #sweeper: NodeJS.Timeout | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#recent = new RecentKeys({ most: options.workers + 1, forMs: SANDBOX_LIMITS.crowdMs });
  }

  /** Never rejects. */
  submit({ key, workspace, job }: { key: string; workspace: string; job: RunJob }): Promise<RunEnd> {
    if (job.signal?.aborted) return Promise.resolve(notRun({ status: 'aborted' }));
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.resolve(notRun({ status: 'unavailable', reason: refusal }));
    return new Promise((resolve) => {
      const leave = (outcome: RunOutcome) => {
        const at = this.#queue.indexOf(entry);
        if (at < 0) return;
        this.#queue.splice(at, 1);
        entry.left();
        resolve(notRun(outcome));
      };
      const abort = () => leave({ status: 'aborted' });
      const timer = setTimeout(() => leave({ status: 'busy', reason: 'queue_timeout' }), this.#options.queueTimeoutMs);
      const entry: Entry = {
        key,
        workspace,
        job,
        since: performance.now(),
        left: () => {
          clearTimeout(timer);
          job.signal?.removeEventListener('abort', abort);
        },
        settle: resolve,
      };
      job.signal?.addEventListener('abort', abort, { once: true });
      this.#recent.use(key);
      this.#queue.push(entry);
      this.#pump();
      if (this.#queue.length > this.#options.queueLimit || this.#waitingOf(workspace) > this.#queueShare)
        leave({ status: 'busy', reason: 'queue_full' });
      else if (this.#queue.includes(entry)) {
        // A little later, for the two clocks do not agree to the millisecond.
        setTimeout(() => this.#pump(), SANDBOX_LIMITS.affinityWaitMs + 2).unref();
      }
    });
  }

  /** Resolves when a worker waits for work; rejects with an Error that says why there cannot be one. */
  warmUp(): Promise<void> {
    const refusal = this.#refusal();
    if (refusal !== undefined) return Promise.reject(new Error(refusal));
    return new Promise((resolve, reject) => {
      this.#waitingForReady.push({ resolve, reject });
      this.#pump();
    });
  }

  stats(): SandboxStats {
    const members = [...this.#members];
    return {
      workers: members.length,
      booting: members.filter((member) => !member.ready).length,
      spares: members.filter((member) => member.ready && member.key === undefined).length,
      busy: members.filter((member) => member.ready && !member.worker.idle).length,
      queued: this.#queue.length,
      ...this.#counts,
    };
  }

  /** Ends all workers at once; runs under way and in the queue end as `unavailable`. Resolves when no process is left. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#sweeper);
    this.#turnAllAway('the sandbox is closed');
    for (const member of [...this.#members]) this.#end({ member, reason: 'closed' });
    await Promise.all(this.#dying);
  }

  #refusal(): string | undefined {
    if (this.#closed) return 'the sandbox is closed';
    if (this.#broken !== undefined) return this.#broken;
    const inPause = performance.now() < this.#mayBootAt;
    return this.#failures >= SANDBOX_LIMITS.bootFailures && inPause ? this.#lastFailure : undefined;
  }

  #pump(): void {
    if (this.#closed || this.#broken !== undefined) return;
    this.#makeRoomForTheStarving();
    for (const entry of [...this.#queue]) {
      const member = this.#memberFor(entry);
      if (member) this.#give({ member, entry });
    }
    this.#bootForTheWaiting();
    this.#keepSpares();
    if (this.#idleSpare()) for (const waiting of this.#waitingForReady.splice(0)) waiting.resolve();
  }

  #memberFor(entry: Entry): Member | undefined {
    if (this.#checked !== 'yes' || !this.#mayRun(entry)) return undefined;
    const own = [...this.#members].find((member) => member.key === entry.key && this.#isFree(member));
    return own ?? (this.#mayTakeFresh(entry) ? this.#idleSpare() : undefined);
  }

  /** Whether its workspace leaves a worker to the others, where there are several. */
  #mayRun({ workspace }: Entry): boolean {
    return this.#busyOf(workspace) < Math.max(1, this.#options.workers - 1);
  }

  #busyOf(workspace: string): number {
    return [...this.#members].filter((member) => member.workspace === workspace && !this.#isFree(member)).length;
  }

  #waitingOf(workspace: string): number {
    return this.#queue.filter((entry) => entry.workspace === workspace).length;
  }

  get #queueShare(): number {
    return Math.ceil(this.#options.queueLimit * SANDBOX_LIMITS.queueShare);
  }

  /** A worker of the same flow that is busy for a few milliseconds is worth more than a process used up. */
  #mayTakeFresh(entry: Entry): boolean {
    if (this.#options.runsPerWorker === 1) return true;
    return !this.#hasWorker(entry.key) || performance.now() - entry.since >= SANDBOX_LIMITS.affinityWaitMs;
  }

  #give({ member, entry }: { member: Member; entry: Entry }): void {
    this.#queue.splice(this.#queue.indexOf(entry), 1);
    entry.left();
    member.key = entry.key;
    member.workspace = entry.workspace;
    member.runs += 1;
    void member.worker.run(entry.job).then((end) => {
      this.#counts.runs += 1;
      entry.settle(end);
    });
  }

  #makeRoomForTheStarving(): void {
    const now = performance.now();
    const starving = this.#queue.filter(
      (entry) => now - entry.since >= SANDBOX_LIMITS.fairnessMs && !this.#hasWorker(entry.key) && this.#mayRun(entry),
    ).length;
    if (starving > this.#unassigned()) this.#replaceLongestIdle();
  }

  #bootForTheWaiting(): void {
    const waiting = this.#queue.filter((entry) => this.#mayRun(entry) && this.#mayTakeFresh(entry));
    let missing = waiting.length - this.#unassigned();
    for (; missing > 0; missing -= 1) {
      if (this.#members.size < this.#options.workers) {
        if (!this.#boot()) return;
      } else if (!this.#replaceLongestIdle()) return;
    }
  }

  #keepSpares(): void {
    const { workers, spares } = this.#options;
    const crowded = this.#recent.count() > workers;
    const wanted = Math.max(spares, crowded ? Math.floor(workers / 2) : 0, this.#waitingForReady.length > 0 ? 1 : 0);
    while (this.#unassigned() < wanted) {
      const mayReplace = (crowded && this.#queue.length === 0) || this.#waitingForReady.length > 0;
      const done = this.#members.size < workers ? this.#boot() : mayReplace && this.#replaceLongestIdle();
      if (!done) return;
    }
  }

  #replaceLongestIdle(idleForMs = 0): boolean {
    const now = performance.now();
    const idle = [...this.#members]
      .filter((member) => member.key !== undefined && this.#isFree(member) && now - member.idleSince >= idleForMs)
      .sort((one, other) => one.idleSince - other.idleSince)[0];
    if (!idle || now < this.#mayBootAt) return false;
    this.#retire({ member: idle, reason: 'its place is needed' });
    return this.#boot();
  }

  #boot(): boolean {
    const pause = this.#mayBootAt - performance.now();
    if (pause > 0) {
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        this.#pump();
      }, pause);
      return false;
    }
    const member: Member = {
      worker: this.#options.startWorker({
        ready: () => void this.#welcome(member),
        idle: () => this.#rest(member),
        gone: (exit) => this.#gone({ member, exit }),
      }),
      ready: false,
      key: undefined,
      workspace: undefined,
      runs: 0,
      idleSince: performance.now(),
    };
    this.#members.add(member);
    this.#counts.started += 1;
    this.#sweeper ??= setInterval(() => this.#sweep(), Math.min(1_000, this.#options.idleMs)).unref();
    return true;
  }

  async #welcome(member: Member): Promise<void> {
    this.#failures = 0;
    if (this.#checked === 'no') {
      this.#checked = 'checking';
      const fault = await member.worker.check();
      if (this.#closed) return;
      if (!this.#members.has(member)) {
        // It died of something else; the next one is asked.
        this.#checked = 'no';
      } else if (fault !== undefined) {
        this.#broken = 'the script engine did not keep an escape in, so no script is run';
        this.#options.log({ level: 'error', event: 'sandbox.unsafe', reason: fault });
        this.#turnAllAway(this.#broken);
        for (const each of [...this.#members]) this.#end({ member: each, reason: 'unsafe' });
        return;
      } else this.#checked = 'yes';
    }
    member.ready = true;
    member.idleSince = performance.now();
    this.#pump();
  }

  #rest(member: Member): void {
    member.idleSince = performance.now();
    if (!member.ready) return;
    if (member.runs >= this.#options.runsPerWorker) this.#retire({ member, reason: 'it has had its runs' });
    this.#pump();
  }

  #gone({ member, exit }: { member: Member; exit: WorkerExit }): void {
    if (!this.#members.delete(member)) return;
    this.#watchDeath(member);
    if (exit.killed) this.#counts.killed += 1;
    else this.#counts.died += 1;
    this.#options.log({ level: exit.killed ? 'info' : 'warn', event: 'sandbox.worker_gone', reason: exit.reason });
    if (!exit.ready) {
      this.#failures += 1;
      this.#lastFailure = `no script worker can be started: ${exit.reason}`;
      this.#mayBootAt = performance.now() + Math.min(SANDBOX_LIMITS.bootBackoffMs, 50 * 2 ** this.#failures);
      if (this.#failures >= SANDBOX_LIMITS.bootFailures) {
        this.#options.log({ level: 'error', event: 'sandbox.cannot_start', reason: exit.reason });
        this.#turnAllAway(this.#lastFailure);
      }
    }
    // Not from within the worker's own ending.
    setImmediate(() => this.#pump());
  }

  #sweep(): void {
    const now = performance.now();
    for (const member of [...this.#members]) {
      const resting =
        member.key !== undefined && this.#isFree(member) && now - member.idleSince >= this.#options.idleMs;
      if (resting) this.#retire({ member, reason: 'it was idle' });
    }
    if (this.#options.spares > 0 && this.#unassigned() === 0) this.#replaceLongestIdle(SANDBOX_LIMITS.spareAfterMs);
    this.#pump();
  }

  #retire(options: { member: Member; reason: string }): void {
    this.#counts.retired += 1;
    this.#end(options);
  }

  #end({ member, reason }: { member: Member; reason: string }): void {
    this.#members.delete(member);
    this.#watchDeath(member);
    member.worker.kill(reason);
  }

  #watchDeath(member: Member): void {
    const { exited } = member.worker;
    this.#dying.add(exited);
    void exited.then(() => this.#dying.delete(exited));
  }

  #turnAllAway(reason: string): void {
    for (const entry of this.#queue.splice(0)) {
      entry.left();
      entry.settle(notRun({ status: 'unavailable', reason }));
    }
    for (const waiting of this.#waitingForReady.splice(0)) waiting.reject(new Error(reason));
  }

  #hasWorker(key: string): boolean {
    return [...this.#members].some((member) => member.key === key);
  }

  #isFree(member: Member): boolean {
    return member.ready && member.worker.idle;
  }

  #idleSpare(): Member | undefined {
    if (this.#checked !== 'yes') return undefined;
    return [...this.#members].find((member) => member.key === undefined && this.#isFree(member));
  }

  /** Bound to nobody: booting, or ready. */
  #unassigned(): number {
    return [...this.#members].filter((member) => member.key === undefined).length;
  }
}
