import type { Step } from '@patchbay/api-contract';
import { type FlowDocument, isRecord } from '@patchbay/flow-spec';

/** What templates of a node could reach, as far as it is known. */
export interface Known {
  vars: Record<string, unknown>;
  nodes: Record<string, unknown>;
  message?: string;
  /** Whether what is not in it was empty, and not only untold. */
  whole: boolean;
}

/** A variable that somebody set by hand, before the step of that index, where the test stood or waited: a called flow has variables of its own. */
export interface ByHand {
  before: number;
  flow: string;
  depth: number;
  path: string;
  value: unknown;
}

/** What the flow itself knew before a step, by what the steps before it gave and set. */
export function knownBefore(options: {
  steps: readonly Step[];
  first: number;
  document: FlowDocument;
  byHand?: readonly ByHand[];
}): Known {
  const { steps, first, document, byHand = [] } = options;
  // One that begins elsewhere knows what another conversation left to it.
  const whole = steps[0]?.nodeType === 'start';
  const vars: Record<string, unknown> = {};
  const nodes: Record<string, unknown> = {};
  // What is kept for the user may be there from before.
  if (whole)
    for (const { key, scope, default: value } of document.variables ?? [])
      if (scope !== 'user') vars[key] = value ?? null;
  for (let index = 0; index <= first; index++) {
    for (const change of byHand)
      if (change.before === index && change.flow === document.key && change.depth === 0)
        setAt({ target: vars, ...change });
    const step = steps[index];
    if (index === first || step?.flow !== document.key || step.depth !== 0) continue;
    if (step.error) nodes[step.nodeId] = { error: step.error };
    else if (step.output !== undefined) nodes[step.nodeId] = step.output;
    for (const [path, value] of Object.entries(step.changed ?? {})) setAt({ target: vars, path, value });
  }
  return { vars, nodes, whole };
}

/** Sets a value at a dotted path; what the steps hold is left as it is. */
export function setAt({
  target,
  path,
  value,
}: {
  target: Record<string, unknown>;
  path: string;
  value: unknown;
}): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let inner = target;
  for (const key of keys) {
    const before = inner[key];
    const copy = isRecord(before) ? { ...before } : {};
    inner[key] = copy;
    inner = copy;
  }
  inner[last] = value;
}
