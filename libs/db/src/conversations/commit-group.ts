import type { HotPool } from '../hot-pool.ts';
import type { Commit } from './records.ts';

/** Commits of this process that are on their way at once; what comes meanwhile goes together with the next that leaves. */
const FLIGHTS = 2;
/** One that is on its way for longer (a row is taken, the network is slow) holds up nobody. Milliseconds. */
const SLOW_MS = 50;
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

/**
 * Sends commits one by one while few come, and together while many do: nothing waits for company, only for the commits that are on their way.
 * When some fail together, each is sent by itself and answers for itself.
 */
export class CommitGroup {
  readonly #pool: HotPool;
  readonly #waiting = new Map<string, Waiting[]>();
  /** When each that is on its way left. */
  readonly #flights = new Set<{ since: number }>();
  readonly #slowMs: number;
  #late: NodeJS.Timeout | undefined;

  constructor({ pool, slowMs = SLOW_MS }: { pool: HotPool; slowMs?: number | undefined }) {
    this.#pool = pool;
    this.#slowMs = slowMs;
  }

  commit(commit: GroupedCommit): Promise<Commit> {
    if (this.#waiting.size === 0 && this.#mayFly()) return this.#fly(commit.alone());
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(commit.workspaceId);
      const entry = { commit, resolve, reject };
      if (waiting) waiting.push(entry);
      else this.#waiting.set(commit.workspaceId, [entry]);
      this.#next();
    });
  }

  #mayFly(): boolean {
    if (this.#flights.size < FLIGHTS) return true;
    const slow = performance.now() - this.#slowMs;
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
    while (this.#mayFly()) {
      // The workspace that has waited for longest; it comes last when some of it is left.
      const [next] = this.#waiting;
      if (!next) return;
      const [workspaceId, waiting] = next;
      this.#waiting.delete(workspaceId);
      const count = together(waiting);
      if (count < waiting.length) this.#waiting.set(workspaceId, waiting.splice(count));
      const [first] = waiting;
      if (waiting.length > 1) void this.#fly(this.#send({ workspaceId, waiting }));
      else if (first) void this.#fly(first.commit.alone().then(first.resolve, first.reject));
    }
    if (this.#waiting.size === 0) return;
    this.#late ??= setTimeout(() => {
      this.#late = undefined;
      this.#next();
    }, this.#slowMs).unref();
  }

  /** Resolves when the statement has ended; who has to go by itself then goes on. */
  async #send({ workspaceId, waiting }: { workspaceId: string; waiting: Waiting[] }): Promise<void> {
    // In one order everywhere, so that two groups never wait for each other.
    waiting.sort((a, b) => (a.commit.conversationId < b.commit.conversationId ? -1 : 1));
    const rows = await this.#many({ workspaceId, waiting });
    for (const { commit, resolve, reject } of waiting) {
      const row = rows.get(commit.conversationId);
      if (row) resolve(commitOf(row));
      else commit.alone().then(resolve, reject);
    }
  }

  async #many(group: { workspaceId: string; waiting: Waiting[] }): Promise<ReadonlyMap<string, CommittedRow>> {
    try {
      const { rows } = await this.#pool.query<CommittedRow>({
        name: 'chat_commit_many',
        text: 'SELECT * FROM chat_commit_many($1, $2)',
        values: [group.workspaceId, JSON.stringify(group.waiting.map(({ commit }) => commit.toJson()))],
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
