import type { PublishedFlowStore } from '@patchbay/db';
import type { FlowDocument } from '@patchbay/flow-spec';
import { upgradeDocument } from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { type CompiledFlow, compileFlow, type Plan } from '@patchbay/runtime';
import { z } from 'zod';
import { LeastRecent } from './least-recent.ts';

/** A plan with the versions that it is made of, as a conversation keeps them: JSON text that is the same for the same versions. */
export interface PinnedPlan {
  plan: Plan;
  pins: string;
  version: number;
}

const pinsSchema = z.array(z.tuple([z.string(), z.string(), z.number().int()])).min(1);

const MOST_PLANS = 500;
const MOST_CURRENT = 5_000;

/** Compiled flows: versions never change, so what was compiled once is kept. What is published now is asked again when the workspace's epoch has moved. */
export class FlowPlans {
  readonly #store: PublishedFlowStore;
  readonly #flows = new LeastRecent<Promise<CompiledFlow | undefined>>(MOST_PLANS);
  readonly #plans = new LeastRecent<Promise<PinnedPlan | undefined>>(MOST_PLANS);
  readonly #current = new LeastRecent<{ epoch: string; plan: Promise<PinnedPlan | undefined> }>(MOST_CURRENT);

  constructor(store: PublishedFlowStore) {
    this.#store = store;
  }

  /** The plan of the versions that are published now; undefined when the flow is not published. */
  current(options: { workspaceId: string; flowId: string; epoch: string }): Promise<PinnedPlan | undefined> {
    const { workspaceId, flowId, epoch } = options;
    const key = `${workspaceId} ${flowId}`;
    const known = this.#current.get(key);
    if (known?.epoch === epoch) return known.plan;
    const plan = this.#store.currentPins({ workspaceId, flowId }).then((pins) =>
      pins.length === 0
        ? undefined
        : this.pinned({
            workspaceId,
            pins: JSON.stringify(pins.map((pin) => [pin.key, pin.flowId, pin.version])),
          }),
    );
    this.#current.set(key, { epoch, plan: forgetOnFailure(plan, () => this.#current.delete(key)) });
    return plan;
  }

  /** The plan of the versions that a conversation keeps; undefined when one of them is no more. */
  pinned({ workspaceId, pins }: { workspaceId: string; pins: string }): Promise<PinnedPlan | undefined> {
    const key = `${workspaceId} ${pins}`;
    const known = this.#plans.get(key);
    if (known) return known;
    const plan = forgetOnFailure(this.#assemble({ workspaceId, pins }), () => this.#plans.delete(key));
    this.#plans.set(key, plan);
    return plan;
  }

  async #assemble({ workspaceId, pins }: { workspaceId: string; pins: string }): Promise<PinnedPlan | undefined> {
    const parsed = pinsSchema.parse(JSON.parse(pins));
    const flows = await Promise.all(
      parsed.map(([, flowId, version]) => this.#compiled({ workspaceId, flowId, version })),
    );
    const [main] = flows;
    const [first] = parsed;
    if (!main || !first) return undefined;
    const called = flows.flatMap((flow) => (flow ? [[flow.key, flow] as const] : []));
    return { plan: { main, flows: new Map(called) }, pins, version: first[2] };
  }

  #compiled(options: { workspaceId: string; flowId: string; version: number }): Promise<CompiledFlow | undefined> {
    const key = `${options.workspaceId} ${options.flowId} ${options.version}`;
    const known = this.#flows.get(key);
    if (known) return known;
    const flow = this.#store
      .compiledDocument(options)
      .then((text) => (text === undefined ? undefined : compileDocument({ text, version: options.version })));
    this.#flows.set(
      key,
      forgetOnFailure(flow, () => this.#flows.delete(key)),
    );
    return flow;
  }
}

/** Compiles a stored document, brought to this release's node versions first. */
export function compileDocument({ text, version }: { text: string; version: number | null }): CompiledFlow {
  const stored: FlowDocument = JSON.parse(text); // Only documents that were let in are stored.
  const document = upgradeDocument({ document: stored, types: nodeRegistry });
  return compileFlow({ document, version, registry: nodeRegistry });
}

// What failed, or found nothing, is asked again next time.
function forgetOnFailure<Value>(asked: Promise<Value | undefined>, forget: () => void): Promise<Value | undefined> {
  asked.then((value) => value === undefined && forget(), forget);
  return asked;
}
