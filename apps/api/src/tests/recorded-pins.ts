import type { TestPins } from '@patchbay/api-contract';
import type { NodeDefinition } from '@patchbay/node-kit';
import { nodeRegistry } from '@patchbay/nodes';
import type { StepTrace } from '@patchbay/runtime';
import { placeName } from './place-name.ts';

/** Whether a node may reach another system when it runs. */
export function leaves(definition: NodeDefinition | undefined): boolean {
  return definition?.needs.some((service) => service === 'http' || service === 'model') ?? false;
}

/** What each node that reached another system gave, visit by visit: said again by a test, nothing leaves. */
export function recordedPins({ steps, main }: { steps: readonly StepTrace[]; main: string }): TestPins {
  const pins: TestPins = {};
  for (const step of steps.filter(isRecorded)) {
    const place = placeName({ ...step, main });
    const list = (pins[place] ??= []);
    list.push({
      outlet: step.outlet ?? 'error',
      ...(step.output === undefined ? {} : { value: step.output }),
      ...(step.error ? { error: { code: step.error.code, message: step.error.message.slice(0, 2_000) } } : {}),
    });
  }
  return pins;
}

/** Nodes, named as in `recordedPins`, that gave more than was kept of it. */
export function cutPins({ steps, main }: { steps: readonly StepTrace[]; main: string }): string[] {
  const cut = steps.filter((step) => isRecorded(step) && step.cut?.some(({ path }) => path[0] === 'output'));
  return [...new Set(cut.map((step) => placeName({ ...step, main })))];
}

function isRecorded({ nodeType, outcome }: StepTrace): boolean {
  return leaves(nodeRegistry.get(nodeType)) && (outcome === 'next' || outcome === 'fail');
}
