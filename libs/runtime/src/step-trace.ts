import type { Verdict } from '@patchbay/node-kit';
import type { RunContext } from './run-context.ts';
import type { StepTrace } from './run-event.ts';
import type { Visit } from './visit.ts';

/** A step on its way. */
export interface Tracing {
  began: number;
  logs: { level: string; text: string }[];
  config: unknown;
  depth: number;
}

export function beginStep({ context, depth }: { context: RunContext; depth: number }): Tracing {
  return { began: context.elapsedMs(), logs: [], config: undefined, depth };
}

/** What the trace tells of a visit; values as the context's censor lets them be seen. */
export function endStep(options: { visit: Visit; verdict: Verdict; tracing: Tracing; turnBegan: number }): StepTrace {
  const { visit, verdict, tracing, turnBegan } = options;
  const { context } = visit;
  const shown = (value: unknown) => {
    const json = JSON.parse(JSON.stringify(value) ?? 'null');
    return context.censor ? context.censor(json) : json;
  };
  const step: StepTrace = {
    flow: visit.flow.key,
    nodeId: visit.node.id,
    nodeType: visit.node.type,
    depth: tracing.depth,
    startedMs: Math.round((tracing.began - turnBegan) * 100) / 100,
    durationMs: Math.round((context.elapsedMs() - tracing.began) * 100) / 100,
    outcome: verdict.kind,
    ...(tracing.config === undefined ? {} : { config: shown(tracing.config) }),
    ...(tracing.logs.length === 0 ? {} : { logs: tracing.logs }),
  };
  if (verdict.kind === 'next') {
    step.outlet = verdict.outlet;
    if (verdict.output !== undefined) step.output = shown(verdict.output);
    const changed = Object.fromEntries((verdict.assign ?? []).map(({ path, value }) => [path, value ?? null]));
    if (Object.keys(changed).length > 0) step.changed = shown(changed);
  }
  if (verdict.kind === 'fail') step.error = verdict.error;
  return step;
}
