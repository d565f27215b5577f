import type { Step } from '@patchbay/api-contract';

/** One run of a node: from when a path came to it until it was left, with what it waited for or called in between. */
export interface Run {
  /** All that is known of its visits, as one. */
  step: Step;
  /** Index of its first visit among the steps. */
  first: number;
  /** Index of its last one. */
  last: number;
}

/** The runs of a node of a flow, oldest first. What it asks and the answer that it gets are one run, unless the conversation was elsewhere meanwhile. */
export function runsOf({ steps, flow, nodeId }: { steps: readonly Step[]; flow: string; nodeId: string }): Run[] {
  const runs: Run[] = [];
  let open: Run | undefined;
  for (const [index, step] of steps.entries()) {
    if (step.flow !== flow || step.nodeId !== nodeId) {
      // What a called flow does is deeper.
      if (open && step.depth <= open.step.depth) open = undefined;
      continue;
    }
    if (open?.step.depth === step.depth) {
      open.step = together(open.step, step);
      open.last = index;
    } else {
      open = { step, first: index, last: index };
      runs.push(open);
    }
    if (step.outcome !== 'wait' && step.outcome !== 'call') open = undefined;
  }
  return runs;
}

function together(before: Step, after: Step): Step {
  const logs = [...(before.logs ?? []), ...(after.logs ?? [])];
  const usage = [...(before.usage ?? []), ...(after.usage ?? [])];
  const said = [...(before.said ?? []), ...(after.said ?? [])];
  const changed = { ...before.changed, ...after.changed };
  return {
    ...before,
    ...after,
    config: after.config ?? before.config,
    startedMs: before.startedMs,
    durationMs: before.durationMs + after.durationMs,
    ...(before.said || after.said ? { said } : {}),
    ...(logs.length > 0 ? { logs } : {}),
    ...(usage.length > 0 ? { usage } : {}),
    ...(Object.keys(changed).length > 0 ? { changed } : {}),
  };
}
