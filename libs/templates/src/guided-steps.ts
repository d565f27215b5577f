import type { FlowNode } from '@patchbay/flow-spec';

interface Step {
  id: string;
  /** What to do, in Markdown. */
  text: string;
}

/**
 * Steps to try one after another, each asking whether it helped: `fixed` is where a yes leads, `open` where the last no does. Each step that failed is
 * noted in `vars.tried`.
 */
export function guidedSteps({ steps, fixed, open }: { steps: readonly Step[]; fixed: string; open: string }): {
  nodes: Record<string, Omit<FlowNode, 'id'>>;
  edges: string[];
} {
  const nodes: Record<string, Omit<FlowNode, 'id'>> = {};
  const edges: string[] = [];
  for (const [index, step] of steps.entries()) {
    nodes[step.id] = {
      type: 'choice',
      config: {
        text: `**Step ${index + 1} of ${steps.length}.** ${step.text}\n\nDoes it work now?`,
        style: 'buttons',
        match: 'words',
        options: [
          { id: 'yes', label: 'Yes, it works', also: ['yes', 'works', 'fixed'] },
          { id: 'no', label: 'No', also: ['still not', 'does not work'] },
        ],
      },
    };
    const failed = `${step.id}_failed`;
    nodes[failed] = {
      type: 'set',
      config: { assignments: [{ key: 'tried', value: `{{ vars.tried | push: '${step.id.replaceAll('_', ' ')}' }}` }] },
    };
    edges.push(
      `${step.id} option:yes -> ${fixed}`,
      `${step.id} option:no -> ${failed}`,
      `${failed} -> ${steps[index + 1]?.id ?? open}`,
    );
  }
  return { nodes, edges };
}

/** The variable that `guidedSteps` notes in. */
export const triedVariable = {
  key: 'tried',
  type: 'array',
  default: [],
  description: 'Steps that were tried and did not help',
} as const;
