import type { Step } from '@patchbay/api-contract';
import type { FlowNode } from '@patchbay/flow-spec';
import type { NodeDefinition } from '@patchbay/node-kit';

/** What the card calls the port that a step left by; undefined where it went on as usual. Of a node that is not at hand, what it was given says it. */
export function outletLabel({
  step,
  node,
  definition,
}: {
  step: Pick<Step, 'outlet' | 'config'>;
  node: FlowNode | undefined;
  definition: NodeDefinition | undefined;
}): string | undefined {
  if (step.outlet === undefined || step.outlet === 'next') return undefined;
  const configs = [node?.config ?? {}, isConfig(step.config) ? step.config : {}];
  const outlets = configs.flatMap((config) => definition?.outlets(config) ?? []);
  return outlets.find(({ id }) => id === step.outlet)?.label || step.outlet;
}

function isConfig(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
