import { LimitPassed } from './limit-passed.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

const { renderMs, innocentSteps, extensions } = TEMPLATE_LIMITS;

/**
 * The time of one render, shared by all that takes part in it. It is asked at every node, variable, operator and filter, since LiquidJS itself
 * asks only between nodes and one output may chain any number of filters.
 */
export class RenderTime {
  #deadline = performance.now() + renderMs;
  #steps = 0;
  #extensions = 0;
  /** The processor's time when the innocent steps were over, in milliseconds. */
  #processorAt: number | undefined;

  /** Throws `LimitPassed` once the time is over. `steps` is what the work ahead costs, by its size and not by the clock: it tells a slow machine from a dear template. */
  check(steps = 1): void {
    const now = performance.now();
    if (now > this.#deadline) {
      const left = this.#extensions === extensions ? 0 : this.#left();
      if (left <= 0) throw new LimitPassed('The template takes too long.');
      this.#extensions += 1;
      this.#deadline = now + left;
    }
    this.#steps += steps;
    if (this.#steps > innocentSteps) this.#processorAt ??= processorMs();
  }

  /** Milliseconds that it is given beyond its deadline: those it was kept from working. */
  #left(): number {
    if (this.#processorAt === undefined) return renderMs;
    const worked = (processorMs() ?? Infinity) - this.#processorAt;
    // What is left is never so little that all extensions are used up by waiting.
    return worked < renderMs ? Math.max(renderMs - worked, 1) : 0;
  }
}

interface Platform {
  process?: { threadCpuUsage?(): { user: number; system: number } };
}

/** What this thread has worked, where the platform tells: a browser does not. */
function processorMs(): number | undefined {
  const used = (globalThis as Platform).process?.threadCpuUsage?.();
  return used && (used.user + used.system) / 1_000;
}
