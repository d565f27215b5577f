import type { Step } from '@patchbay/api-contract';

/** The nodes of a flow that a conversation went through. */
export function pathOf({
  runs,
  flow,
}: {
  runs: readonly { steps: readonly Pick<Step, 'flow' | 'nodeId'>[] }[];
  flow: string;
}): Set<string> {
  return new Set(runs.flatMap(({ steps }) => steps.filter((step) => step.flow === flow).map(({ nodeId }) => nodeId)));
}
