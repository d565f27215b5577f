import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange } from './exchange.ts';
import type { TurnHistory } from './history.ts';
import { slowness } from '../slowness.ts';
import { User, type UserOptions } from './user.ts';

/** How long each of the calls goes on, where the machine is free. Milliseconds. */
const PATIENCE_MS = 90_000;
const LONGEST_PAUSE_MS = 3_000;

/** Sends each message many times at once with one key, as a client whose retries went wild; every call insists on its answer. */
export class StormingUser extends User {
  readonly #atOnce: number;

  constructor({ atOnce, ...options }: UserOptions & { atOnce: number }) {
    super(options);
    this.#atOnce = atOnce;
  }

  override async ask(
    turn: TurnHistory,
    options: { form: 'stream' | 'json'; onAccepted?: () => boolean },
  ): Promise<Exchange> {
    const others = Array.from({ length: this.#atOnce - 1 }, (_, index) =>
      this.#insistOn({ turn, form: index % 2 === 0 ? 'stream' : 'json' }),
    );
    const [first] = await Promise.all([super.ask(turn, options), ...others]);
    return first;
  }

  async #insistOn({ turn, form }: { turn: TurnHistory; form: 'stream' | 'json' }): Promise<void> {
    const end = Date.now() + PATIENCE_MS * slowness();
    for (;;) {
      const { connection, answer } = await super.ask(turn, { form });
      turn.calls.push(connection);
      const { status = 0, retryAfter = 0 } = connection;
      if (answer || Date.now() > end || (status >= 400 && status < 500 && status !== 429)) return;
      await sleep(Math.min(retryAfter * 1_000, LONGEST_PAUSE_MS) + this.random.between(20, 200));
    }
  }
}
