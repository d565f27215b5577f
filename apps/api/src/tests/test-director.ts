import type { Pin, TestPins } from '@patchbay/api-contract';
import { nodeRegistry } from '@patchbay/nodes';
import type { Direction, UpcomingVisit } from '@patchbay/runtime';
import { pinVerdict } from './pin-verdict.ts';
import { placeName } from './place-name.ts';
import { leaves } from './recorded-pins.ts';

/** What stands in for nodes wherever a test comes by them, by `placeName`. */
export type FlowPins = ReadonlyMap<string, Pin>;

/** Decides over each visit of a test: what is pinned stands in; what would leave and is not pinned fails, unless the test is a live one. */
export class TestDirector {
  readonly #options: { main: string; pins: TestPins; flowPins: FlowPins; live: boolean; deadline: number };
  readonly #visits = new Map<string, number>();
  #notPinned: string[] = [];

  /** `deadline`: when it ends, by `performance.now()`. */
  constructor(options: { main: string; pins: TestPins; flowPins: FlowPins; live: boolean; deadline: number }) {
    this.#options = options;
  }

  /** Nodes that failed since this was asked last, because nothing is pinned to them. */
  takeNotPinned(): string[] {
    const found = this.#notPinned;
    this.#notPinned = [];
    return found;
  }

  direct({ flow, nodeId, nodeType }: UpcomingVisit): Direction {
    const { main, pins, flowPins, live, deadline } = this.#options;
    if (performance.now() > deadline) return { kind: 'stop' };
    const place = placeName({ flow, nodeId, main });
    const pin = this.#next(place, Object.hasOwn(pins, place) ? pins[place] : undefined) ?? flowPins.get(place);
    if (pin) return { kind: 'instead', verdict: pinVerdict(pin) };
    if (live || !leaves(nodeRegistry.get(nodeType))) return { kind: 'run' };
    this.#notPinned.push(place);
    const message = `Nothing is pinned to "${place}", and this test calls no other system.`;
    return {
      kind: 'instead',
      verdict: { kind: 'fail', error: { code: 'test.not_pinned', message, retryable: false } },
    };
  }

  #next(place: string, list: readonly Pin[] | undefined): Pin | undefined {
    if (!list) return undefined;
    const visit = this.#visits.get(place) ?? 0;
    this.#visits.set(place, visit + 1);
    return list[Math.min(visit, list.length - 1)];
  }
}
