import type { RunEnd } from '../process/run-end.ts';
import type { RunJob, WorkerHooks } from '../process/script-worker.ts';

/** What the pool needs of a worker; `ScriptWorker` is one. */
export interface PoolWorker {
  readonly idle: boolean;
  readonly exited: Promise<void>;
  run(job: RunJob): Promise<RunEnd>;
  kill(reason: string): void;
  /** Tries whether its engine keeps escapes in. Gives what is wrong, or undefined. Asked of the first worker that is ready. */
  check(): Promise<string | undefined>;
}

export interface PoolOptions {
  workers: number;
  spares: number;
  queueLimit: number;
  queueTimeoutMs: number;
  idleMs: number;
  runsPerWorker: number;
  startWorker: (hooks: WorkerHooks) => PoolWorker;
  log: SandboxLog;
}

/** For the operator's log; `event` is stable. */
export type SandboxLog = (entry: { level: 'info' | 'warn' | 'error'; event: string; reason: string }) => void;

export interface SandboxStats {
  /** Processes: all, those not ready yet, those ready and bound to nobody, those with a run. */
  workers: number;
  booting: number;
  spares: number;
  busy: number;
  /** Runs that wait for a worker. */
  queued: number;
  /** Since the start: runs answered, processes started, ended on purpose after use, ended for what a script did, and dead for no reason of ours. */
  runs: number;
  started: number;
  retired: number;
  killed: number;
  died: number;
}
