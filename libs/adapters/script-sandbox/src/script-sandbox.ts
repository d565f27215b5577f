import type { ScriptPort } from '@patchbay/node-kit';
import type { MissingWall } from './process/enclosure.ts';
import type { SandboxLog, SandboxStats } from './pool/pool-options.ts';

export interface SandboxOptions {
  /** Processes at most (4). Each holds about 50 MB. */
  workers?: number;
  /** Of them kept ready for a flow that comes new (1). */
  spares?: number;
  /** Runs that wait for a worker at most (256) and for how long (5,000 ms); beyond both a run ends with `sandbox_busy`. */
  queueLimit?: number;
  queueTimeoutMs?: number;
  /** A bound worker ends after so long without a run (60,000 ms), and after so many runs (500). */
  idleMs?: number;
  runsPerWorker?: number;
  /** File of the worker's program: our own `worker.ts` when absent; a bundle gives the path of its `script-worker.js`. */
  workerPath?: string;
  /** One run a process, and no run at all where a wall of the system is missing. */
  strict?: boolean;
  log?: SandboxLog;
}

/**
 * Runs scripts apart from everything. No process is started before the first run or `warmUp()`, and none keeps the parent from ending.
 */
export interface ScriptSandbox {
  /** The port for the scripts of one version of one flow. Workers that have run for it run for no other. */
  bind(owner: { workspace: string; flowVersion: string }): ScriptPort;
  /** Resolves when a worker is ready and has withstood the canaries. Rejects with an Error that says why scripts cannot be run here. */
  warmUp(): Promise<void>;
  /** Walls that this machine does not let workers have. Rejects where none can be started at all. */
  missingWalls(): Promise<readonly MissingWall[]>;
  /** Ends all runs and workers; resolves when no process is left. Later runs end with `sandbox_unavailable`. */
  close(): Promise<void>;
}

export interface PooledSandbox extends ScriptSandbox {
  stats(): SandboxStats;
}
