import type { HotPool } from '../hot-pool.ts';
import type { Commit } from './records.ts';

/** Commits of a workspace that are on their way at once; what comes meanwhile goes together with the next that leaves. */
const FLIGHTS = 2;
/** Most that goes together: commits, and characters of what they write. */
const MOST_COMMITS = 32;
const MOST_CHARACTERS = 256 * 1024;

/** A commit that may go together with those of other conversations. */
export interface GroupedCommit {
  workspaceId: string;
  conversationId: string;
  /** Characters of what it writes, about. */
  size: number;
  /** As `chat_commit_many` reads it. */
  toJson(): object;
  /** Sends it by itself. */
  alone(): Promise<Commit>;
}

interface Waiting {
  commit: GroupedCommit;
  resolve(outcome: Commit): void;
  reject(error: unknown): void;
}

export interface CommittedRow {
  conversation: string;
  outcome: Commit['outcome'];
  at_ms: number;
  first_seq: number;
}

interface LaneOptions {
  pool: HotPool;
  workspaceId: string;
  /** A commit that is on its way for longer holds up nobody. Milliseconds. */
  slowMs: number;
  /** Called when nothing is on its way and nothing waits. */
  onEmpty(): void;
}

/** The commits of one workspace. */
export class CommitLane {
  readonly #options: LaneOptions;
  readonly #waiting: Waiting[] = [];
  /** When each that is on its way left. */
  readonly #flights = new Set<{ since: number }>();
  #late: NodeJS.Timeout | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  commit(commit: GroupedCommit): Promise<Commit> {
    if (this.#waiting.length === 0 && this.#mayFly()) return this.#fly(commit.alone());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
      this.#next();
    });
  }

  #mayFly(): boolean {
    if (this.#flights.size < FLIGHTS) return true;
    const slow = performance.now() - this.#options.slowMs;
    let quick = 0;
    for (const { since } of this.#flights) if (since > slow) quick += 1;
    return quick < FLIGHTS;
  }

  #fly<Result>(work: Promise<Result>): Promise<Result> {
    const flight = { since: performance.now() };
    this.#flights.add(flight);
    const landed = () => {
      this.#flights.delete(flight);
      this.#next();
    };
    work.then(landed, landed);
    return work;
  }

  #next(): void {
    while (this.#waiting.length > 0 && this.#mayFly()) {
      const leaving = this.#waiting.splice(0, together(this.#waiting));
      const [first] = leaving;
      if (leaving.length > 1) void this.#fly(this.#send(leaving));
      else if (first) void this.#fly(first.commit.alone().then(first.resolve, first.reject));
    }
    if (this.#waiting.length > 0)
      this.#late ??= setTimeout(() => {
        this.#late = undefined;
        this.#next();
      }, this.#options.slowMs).unref();
    else if (this.#flights.size === 0) {
      clearTimeout(this.#late);
      this.#options.onEmpty();
    }
  }

  /** Resolves when the statement has ended; who has to go by itself then goes on. */
  async #send(leaving: Waiting[]): Promise<void> {
    // In one order everywhere, so that two groups never wait for each other.
    leaving.sort((a, b) => (a.commit.conversationId < b.commit.conversationId ? -1 : 1));
    const rows = await this.#many(leaving);
    for (const { commit, resolve, reject } of leaving) {
      const row = rows.get(commit.conversationId);
      if (row) resolve(commitOf(row));
      else commit.alone().then(resolve, reject);
    }
  }

  async #many(leaving: readonly Waiting[]): Promise<ReadonlyMap<string, CommittedRow>> {
    try {
      const { rows } = await this.#options.pool.query<CommittedRow>({
        name: 'chat_commit_many',
        text: 'SELECT * FROM chat_commit_many($1, $2)',
        values: [this.#options.workspaceId, JSON.stringify(leaving.map(({ commit }) => commit.toJson()))],
      });
      return new Map(rows.map((row) => [row.conversation, row]));
    } catch {
      // All or nothing: nothing of it was written, unless the connection broke after the commit; then each finds its own key, or another fence.
      return new Map();
    }
  }
}

export function commitOf(row: CommittedRow | undefined): Commit {
  if (row?.outcome === 'done') return { outcome: 'done', atMs: row.at_ms, firstSeq: row.first_seq };
  return { outcome: row?.outcome ?? 'conflict' };
}

/** How many of the first may go together; a conversation is there once at most. */
function together(waiting: readonly Waiting[]): number {
  const seen = new Set<string>();
  let characters = 0;
  for (const [index, { commit }] of waiting.entries()) {
    characters += commit.size;
    if (index > 0 && (index >= MOST_COMMITS || characters > MOST_CHARACTERS || seen.has(commit.conversationId)))
      return index;
    seen.add(commit.conversationId);
  }
  return waiting.length;
}
