import type { StopStore } from '@patchbay/db';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { Drainable } from '../platform/lifecycle/drainable.ts';
import type { Log } from '../platform/log.ts';
import type { LiveRuns } from './live-runs.ts';
import type { TurnRun } from './turn-run.ts';

/** How often the database is asked what is to be stopped, when nobody tells it; runs whose time is over end then too. Milliseconds. */
const LOOK_MS = 1_000;

interface StopPlace {
  workspaceId: string;
  conversationId: string;
  turnId: string;
}

/** Stops the writing of answers, wherever they are written: what is asked of one process is kept for whichever runs the turn, also after a crash. */
export class StopWatch implements Drainable {
  readonly #parts: { stops: StopStore; live: LiveRuns; fanOut: FanOut; log: Log };
  readonly #done = new WeakMap<TurnRun, number>();
  readonly #timer: NodeJS.Timeout;
  #looking = false;

  constructor(parts: { stops: StopStore; live: LiveRuns; fanOut: FanOut; log: Log }) {
    this.#parts = parts;
    parts.fanOut.onSignal(({ kind }) => {
      if (kind === 'stop') void this.#look();
    });
    this.#timer = setInterval(() => {
      parts.live.abortOverdue();
      void this.#look();
    }, LOOK_MS).unref();
  }

  async stop(place: StopPlace): Promise<void> {
    const { stops, live, fanOut } = this.#parts;
    const run = live.get(place.conversationId)?.run;
    if (run?.turnId !== place.turnId) {
      await stops.ask(place);
      return fanOut.tell({ kind: 'stop' });
    }
    this.#done.set(run, (this.#done.get(run) ?? 0) + 1);
    run.stop();
    // For who takes the run over; here it is stopped already.
    await stops.ask(place).catch(() => undefined);
  }

  drain(): Promise<void> {
    clearInterval(this.#timer);
    return Promise.resolve();
  }

  async #look(): Promise<void> {
    const { stops, live, log } = this.#parts;
    const held = live.held();
    if (this.#looking || held.length === 0) return;
    this.#looking = true;
    try {
      const times = await stops.times(held);
      for (const { conversationId, turnId } of held) {
        const run = live.get(conversationId)?.run;
        const wanted = times.get(turnId) ?? 0;
        if (run?.turnId !== turnId || wanted <= (this.#done.get(run) ?? 0)) continue;
        this.#done.set(run, wanted);
        run.stop();
      }
    } catch (error) {
      log.debug({ err: error }, 'It could not be asked what is to be stopped.');
    }
    this.#looking = false;
  }
}
