import { Context, type Drop, type Liquid, toValue } from 'liquidjs';
import { readProperty } from './read-property.ts';
import { RenderTime } from './render-time.ts';

/** What the filters of a render read beside its scope; no template can name it. */
export interface RenderClock {
  /** ISO, UTC. */
  now: string;
  timezone: string;
  locale: string;
}

interface ContextOptions {
  liquid: Liquid;
  scope: object;
  clock: RenderClock;
  time?: RenderTime;
  memoryLimit?: Context['memoryLimit'];
}

/** LiquidJS's context of one render, with its time asked at every variable, and nothing but own data in reach. */
export class RenderContext extends Context {
  readonly clock: RenderClock;
  readonly time: RenderTime;

  constructor({ liquid, scope, clock, time, memoryLimit }: ContextOptions) {
    super(scope, liquid.options, { sync: true }, { liquid, memoryLimit });
    this.clock = clock;
    this.time = time ?? new RenderTime();
  }

  override _get(path: Parameters<Context['_get']>[0]): IterableIterator<unknown> {
    this.time.check();
    return super._get(path);
  }

  override spawn(scope: object = {}): RenderContext {
    this.time.check();
    const { clock, liquid, memoryLimit, time } = this;
    return new RenderContext({ liquid, scope, clock, time, memoryLimit });
  }

  override readProperty(holder: unknown, key: string | number | Drop): unknown {
    return readProperty(holder, toValue(key));
  }

  /** Counts what a render makes. Throws when it is too much. */
  spend(units: number): void {
    this.memoryLimit.use(units);
  }
}

/** The context that a filter, operator or tag was called with, which is always one of ours. */
export function renderContext(context: Context): RenderContext {
  if (context instanceof RenderContext) return context;
  throw new TypeError('Templates are rendered by the template engine alone.');
}
