import type { HotPool } from '../hot-pool.ts';
import { CommitLane, type GroupedCommit } from './commit-lane.ts';
import type { Commit } from './records.ts';

/** A commit that is on its way for longer (a row is taken, the network is slow) holds up nobody. Milliseconds. */
const SLOW_MS = 50;

/**
 * Sends commits one by one while few come, and together while many do: nothing waits for company, only for the commits of its workspace that are on their way.
 * When some fail together, each is sent by itself and answers for itself.
 */
export class CommitGroup {
  readonly #pool: HotPool;
  readonly #slowMs: number;
  /** By workspace, while one has commits on their way: a statement writes in one workspace, and none waits for another. */
  readonly #lanes = new Map<string, CommitLane>();

  constructor({ pool, slowMs = SLOW_MS }: { pool: HotPool; slowMs?: number | undefined }) {
    this.#pool = pool;
    this.#slowMs = slowMs;
  }

  commit(commit: GroupedCommit): Promise<Commit> {
    const { workspaceId } = commit;
    let lane = this.#lanes.get(workspaceId);
    if (!lane) {
      const onEmpty = () => this.#lanes.delete(workspaceId);
      lane = new CommitLane({ pool: this.#pool, workspaceId, slowMs: this.#slowMs, onEmpty });
      this.#lanes.set(workspaceId, lane);
    }
    return lane.commit(commit);
  }
}
