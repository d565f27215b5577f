import type { FlowDocument } from '@patchbay/flow-spec';
import type { DebugView } from '../debug/debug-store.ts';
import { knownBefore, setAt } from '../trace/known-before.ts';

/** What variables and results of nodes held when they were last seen. */
export interface SeenValues {
  vars: Record<string, unknown>;
  nodes: Record<string, unknown>;
}

/** What tells of tests. */
export type Tests = Pick<DebugView, 'steps' | 'byHand' | 'tried' | 'alone' | 'pins'>;

interface Options {
  view: Tests;
  document: FlowDocument;
}

/** What a flow held at the end of its last test, with what nodes gave that were run alone since, and what pins will give. */
export function seenValues({ view, document }: Options): SeenValues {
  const { steps, byHand, tried, alone, pins } = view;
  const { vars, nodes } = knownBefore({ steps, first: steps.length, document: tried ?? document, byHand });
  for (const { step, after } of alone.values()) {
    const again = steps.slice(after).some((one) => one.flow === step.flow && one.nodeId === step.nodeId);
    if (again || step.error) continue;
    if (step.output !== undefined) nodes[step.nodeId] = step.output;
    for (const [path, value] of Object.entries(step.changed ?? {})) setAt({ target: vars, path, value });
  }
  for (const { nodeId, pin } of pins.values()) {
    if (pin.error || pin.value === undefined) continue;
    nodes[nodeId] = pin.value;
    const saveAs = document.nodes.find((node) => node.id === nodeId)?.config?.saveAs;
    if (typeof saveAs === 'string' && saveAs !== '') vars[saveAs] = pin.saved ? pin.saved.value : pin.value;
  }
  return { vars, nodes };
}
