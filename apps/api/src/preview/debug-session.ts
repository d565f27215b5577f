import type { Breakpoint, DebugAction, DebugState } from '@patchbay/api-contract';
import type { Arrival, JsonObject, JsonValue } from '@patchbay/node-kit';
import { assignPath, type Direction, type UpcomingVisit } from '@patchbay/runtime';
import { shown } from '../conversations/censored.ts';
import { LIMITS } from '../limits/limits.ts';

type Paused = NonNullable<DebugState['paused']>;
type Change = { path: string; value: JsonValue | undefined };

/** A visit that is held back. */
interface Held {
  at: UpcomingVisit;
  paused: Paused;
  /** What was set while it was held, in order. */
  changes: Change[];
  /** Variables with these changes. */
  vars: JsonObject;
  timer: NodeJS.Timeout;
  go(direction: Direction): void;
}

/** What stops a test before the next node, if anything does. */
type Wish = 'pause' | 'step' | { over: number } | undefined;

/**
 * Holds a preview back before nodes, as its author asks: at breakpoints, step by step, or at once. It is the director of the preview's runs; nothing
 * of it reaches a conversation that somebody really has.
 */
export class DebugSession {
  readonly #onChange: () => void;
  readonly #pauseMs: number;
  #breakpoints: ReadonlySet<string> = new Set();
  #wish: Wish;
  #stops = false;
  #held: Held | undefined;
  #ended: DebugState['ended'];
  #unrepeatable: DebugState['unrepeatable'];
  #revision = 0;

  /** `onChange`: told whenever its state is another. */
  constructor({ onChange, pauseMs = LIMITS.preview.pauseMs }: { onChange: () => void; pauseMs?: number }) {
    this.#onChange = () => {
      this.#revision += 1;
      onChange();
    };
    this.#pauseMs = pauseMs;
  }

  /** A turn begins: how the last one ended is past. */
  begin(): void {
    this.#ended = undefined;
    this.#stops = false;
  }

  /** The turn runs. */
  running(): void {
    this.#onChange();
  }

  /** Something is done to the test that no user does; told of is what was done first. */
  interfere(how: NonNullable<DebugState['unrepeatable']>): void {
    this.#unrepeatable ??= how;
  }

  /** The state, all but the variables of a conversation that is not held. */
  get state(): Omit<DebugState, 'state' | 'vars' | 'draft'> & { vars: JsonObject | undefined } {
    const pending = this.#stops ? 'stop' : this.#wish === undefined || this.#held ? undefined : 'pause';
    return {
      revision: this.#revision,
      ...(this.#held ? { paused: this.#held.paused } : {}),
      ...(pending ? { pending } : {}),
      ...(this.#ended ? { ended: this.#ended } : {}),
      ...(this.#unrepeatable ? { unrepeatable: this.#unrepeatable } : {}),
      vars: this.#held?.vars,
    };
  }

  setBreakpoints(places: readonly Breakpoint[]): void {
    this.#breakpoints = new Set(places.map(({ flow, nodeId }) => placeOf(flow, nodeId)));
  }

  /** What is to become of a visit. `reached` is called before it is held, and waited for. */
  async direct({
    at,
    turnId,
    reached,
  }: {
    at: UpcomingVisit;
    turnId: string | null;
    reached(): Promise<void>;
  }): Promise<Direction> {
    if (this.#stops) return this.#end('stopped');
    const reason = this.#reasonFor(at);
    if (!reason) return { kind: 'run' };
    // What was said until here is seen before anything stands still.
    await reached();
    if (this.#stops) return this.#end('stopped');
    this.#wish = undefined;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#release(this.#end('time')), this.#pauseMs).unref();
      const until = new Date(Date.now() + this.#pauseMs).toISOString();
      const { flow, nodeId, depth } = at;
      this.#held = {
        at,
        paused: { turnId, flow, nodeId, depth, reason, arrival: arrivalOf(at.arrival), until },
        changes: [],
        vars: structuredClone(at.vars),
        timer,
        go: resolve,
      };
      this.#onChange();
    });
  }

  act(action: DebugAction): void {
    const depth = this.#held?.at.depth ?? 0;
    if (action === 'stop') {
      // Who is held ends here; who runs, before the next node.
      if (this.#held) this.#release(this.#end('stopped'));
      else this.#stops = true;
    } else {
      this.#wish = { pause: 'pause', step: 'step', over: { over: depth }, continue: undefined }[action] as Wish;
      if (this.#held && action !== 'pause') this.#release({ kind: 'run', assign: this.#held.changes });
    }
    this.#onChange();
  }

  /** Sets a variable of the visit that is held; false when none is. */
  set(change: Change): boolean {
    if (!this.#held) return false;
    this.interfere('changed');
    assignPath({ target: this.#held.vars, ...change });
    this.#held.changes.push(change);
    this.#onChange();
    return true;
  }

  /** Lets go for good: nobody is there any more. */
  close(): void {
    this.#stops = true;
    this.#release(this.#end('stopped'));
  }

  /** No turn runs any more. Who ends it tells it: it belongs to the turn. */
  rest(): void {
    this.#stops = false;
    this.#revision += 1;
  }

  #reasonFor(at: UpcomingVisit): Paused['reason'] | undefined {
    // The node has been stood before when it called the flow that came back.
    if (at.arrival.kind === 'returned') return undefined;
    if (this.#wish === 'pause') return 'pause';
    if (this.#wish === 'step' || (this.#wish && at.depth <= this.#wish.over)) return 'step';
    return this.#breakpoints.has(placeOf(at.flow, at.nodeId)) ? 'breakpoint' : undefined;
  }

  #end(why: NonNullable<DebugState['ended']>): Direction {
    this.#ended = why;
    this.interfere('ended');
    this.#wish = undefined;
    return { kind: 'stop' };
  }

  #release(direction: Direction): void {
    const held = this.#held;
    if (!held) return;
    this.#held = undefined;
    clearTimeout(held.timer);
    held.go(direction);
    this.#onChange();
  }
}

function placeOf(flow: string, nodeId: string): string {
  return `${flow}\n${nodeId}`;
}

function arrivalOf(arrival: Arrival): Paused['arrival'] {
  const { kind } = arrival;
  if (kind === 'message') return { kind, text: arrival.text };
  if (kind === 'submit') return { kind, values: shown(arrival.values, { text: 4_000, items: 100 }) };
  return { kind };
}
