import { LimitPassed } from './limit-passed.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

/**
 * The time of one render, shared by all that takes part in it. It is asked at every node, variable, operator and filter, since LiquidJS itself
 * asks only between nodes and one output may chain any number of filters.
 */
export class RenderTime {
  #deadline = performance.now() + TEMPLATE_LIMITS.renderMs;
  #steps = 0;
  #extensions = 0;

  /** Throws `LimitPassed` once the time is over. `steps` is what the work ahead costs, by its size and not by the clock: it tells a slow machine from a dear template. */
  check(steps = 1): void {
    const now = performance.now();
    if (now > this.#deadline) {
      if (this.#extensions === TEMPLATE_LIMITS.extensions || this.#steps > TEMPLATE_LIMITS.innocentSteps)
        throw new LimitPassed('The template takes too long.');
      this.#extensions += 1;
      this.#deadline = now + TEMPLATE_LIMITS.renderMs;
    }
    this.#steps += steps;
  }
}
