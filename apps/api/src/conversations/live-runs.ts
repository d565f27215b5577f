import type { Drainable } from '../platform/lifecycle/drainable.ts';
import { settledWithin } from './settled-within.ts';
import type { TurnRun } from './turn-run.ts';

export interface LiveRun {
  run: TurnRun;
  workspaceId: string;
  /** The caller's key and what it came with; null for a run that no user caused. */
  request: { key: string; bodyHash: Buffer } | null;
}

/** Longest a run may take, whatever it waits for. Milliseconds. */
const LONGEST_RUN_MS = 10 * 60_000;
/** What a run that was told to end may still take. Milliseconds. */
const ABORT_MS = 2_000;

/** The runs that are on their way in this process, one a conversation. */
export class LiveRuns implements Drainable {
  readonly #runs = new Map<string, LiveRun>();
  readonly #onHandedOver: () => void;

  /** `onHandedOver`: runs were left to other processes. */
  constructor({ onHandedOver = () => undefined }: { onHandedOver?: () => void } = {}) {
    this.#onHandedOver = onHandedOver;
  }

  get(conversationId: string): LiveRun | undefined {
    return this.#runs.get(conversationId);
  }

  /** Users' turns that are on their way and kept. */
  held(): { workspaceId: string; conversationId: string; turnId: string }[] {
    return [...this.#runs].flatMap(([conversationId, { run, workspaceId }]) =>
      run.turnId !== null && run.held ? [{ workspaceId, conversationId, turnId: run.turnId }] : [],
    );
  }

  get size(): number {
    return this.#runs.size;
  }

  add(conversationId: string, live: LiveRun): void {
    this.#runs.set(conversationId, live);
    const forget = () => {
      if (this.#runs.get(conversationId) === live) this.#runs.delete(conversationId);
    };
    live.run.ended.then(forget, forget);
  }

  /** Ends runs whose time is over. */
  abortOverdue(): void {
    const oldest = performance.now() - LONGEST_RUN_MS;
    for (const { run } of this.#runs.values()) if (run.startedAt < oldest) run.abort('timeout');
  }

  async drain({ deadlineMs }: { deadlineMs: number }): Promise<void> {
    const ended = () => Promise.allSettled([...this.#runs.values()].map(({ run }) => run.ended));
    await settledWithin({ work: ended(), milliseconds: deadlineMs });
    // What does not end by itself is left to another process, which goes on from the last commit; what has none comes to nothing.
    await Promise.all(
      [...this.#runs.values()].map(async ({ run }) => {
        const left = await run.handOver().catch(() => false);
        if (left) this.#onHandedOver();
        else run.abort('shutdown');
      }),
    );
    await settledWithin({ work: ended(), milliseconds: ABORT_MS });
  }
}
