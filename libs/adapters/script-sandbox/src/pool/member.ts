import type { PoolWorker } from './pool-options.ts';

/** A worker of the pool with what the pool knows of it. */
export interface Member {
  worker: PoolWorker;
  ready: boolean;
  /** The workspace and flow version it is bound to, from its first run to its end. */
  key: string | undefined;
  /** The workspace of its key. */
  workspace: string | undefined;
  runs: number;
  /** Milliseconds of the monotonic clock, when it last became idle. */
  idleSince: number;
}
