import type { JobStore } from '@patchbay/db';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';
import { Pace } from './pace.ts';
import type { RetentionRound } from './retention-round.ts';
import { RoundStopped } from './round-stopped.ts';

const NAME = 'retention';
/** A little after the start, so that replicas that start together do not ask all at once; then it is asked whether a round is due. Milliseconds. */
const FIRST_MS = 4_000;
const ASK_MS = 60_000;
/** From the end of a round to the next; when it failed. Milliseconds. */
const AGAIN_MS = 3_600_000;
const AFTER_FAILURE_MS = 600_000;
/** How long the job stays with a process that says nothing. Milliseconds. */
const TAKE_MS = 60_000;

interface RetentionJobParts {
  jobs: JobStore;
  /** Names this process. */
  owner: string;
  round: (pace: Pace) => Pick<RetentionRound, 'run'>;
  log: Log;
}

/** Runs a round each hour, in one process of the installation. */
export class RetentionJob implements Drainable {
  readonly #parts: RetentionJobParts;
  #first: NodeJS.Timeout | undefined;
  #asking: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;
  #ended = false;

  constructor(parts: RetentionJobParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#first = setTimeout(() => void this.work(), FIRST_MS * (1 + Math.random())).unref();
    this.#asking = setInterval(() => void this.work(), ASK_MS).unref();
  }

  async drain(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#first);
    clearInterval(this.#asking);
    await this.#working;
  }

  /** Runs a round if one is due and nobody else is at it. */
  async work(): Promise<void> {
    if (this.#ended) return;
    this.#working ??= this.#work()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'Retention could not be asked for.'))
      .finally(() => {
        this.#working = undefined;
      });
    await this.#working;
  }

  async #work(): Promise<void> {
    const { jobs, owner, round, log } = this.#parts;
    const place = { name: NAME, owner, takeMs: TAKE_MS };
    if (!(await jobs.take(place))) return;
    try {
      const done = await round(new Pace({ jobs, ...place, stopped: () => this.#ended })).run();
      log.info(done, 'What is over was removed.');
      await jobs.end({ ...place, againInMs: AGAIN_MS, failure: null });
    } catch (error) {
      // The next process, or this one after its restart, goes on at once.
      if (error instanceof RoundStopped) return await jobs.end({ ...place, againInMs: 0, failure: null });
      log.error({ err: error }, 'Retention failed.');
      const failure = error instanceof Error ? error.message : String(error);
      await jobs.end({ ...place, againInMs: AFTER_FAILURE_MS, failure });
    }
  }
}
