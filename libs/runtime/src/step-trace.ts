import type { JsonObject, JsonValue, Verdict } from '@patchbay/node-kit';
import type { CutPlace, ModelUsage, StepTrace } from './run-event.ts';
import type { Change } from './save-result.ts';
import type { Visit } from './visit.ts';

/** What the trace tells of a visit; values as the context's censor lets them be seen. */
export function stepTrace(options: {
  visit: Visit;
  verdict: Verdict;
  config: unknown;
  changes: readonly Change[];
  logs: { level: string; text: string }[];
  usage: readonly ModelUsage[];
  said: readonly string[];
  pinned: boolean;
  depth: number;
  /** Milliseconds by `elapsedMs`. */
  began: number;
  turnBegan: number;
}): StepTrace {
  const { visit, verdict, config, changes, logs, usage, said, pinned, depth, began, turnBegan } = options;
  const { context, flow, node } = visit;
  const cut: CutPlace[] = [];
  const shown = (value: unknown, ...at: CutPlace['path']): JsonValue => {
    const within: CutPlace[] = [];
    const seen = context.censor ? context.censor(value, within) : value;
    for (const { path, length } of within) cut.push({ path: [...at, ...path], length });
    return JSON.parse(JSON.stringify(seen) ?? 'null');
  };
  const step: StepTrace = {
    flow: flow.key,
    nodeId: node.id,
    nodeType: node.type,
    depth,
    startedMs: hundredths(began - turnBegan),
    durationMs: hundredths(context.elapsedMs() - began),
    outcome: verdict.kind,
    said: said.map((text, index) => String(shown(text, 'said', index))),
  };
  if (config !== undefined) step.config = shown(config, 'config');
  if (logs.length > 0) step.logs = logs;
  if (usage.length > 0) step.usage = [...usage];
  if (pinned) step.pinned = true;
  if (verdict.kind === 'next') step.outlet = verdict.outlet;
  if ((verdict.kind === 'next' || verdict.kind === 'fail') && verdict.output !== undefined)
    step.output = shown(verdict.output, 'output');
  if (verdict.kind === 'fail') {
    const { code, message, retryable, details } = verdict.error;
    step.error = {
      code,
      message,
      retryable,
      ...(details === undefined ? {} : { details: shown(details, 'error', 'details') }),
    };
  }
  if (changes.length > 0) step.changed = changedBy({ changes, shown: (value, path) => shown(value, 'changed', path) });
  if (cut.length > 0) step.cut = cut;
  return step;
}

function changedBy(options: {
  changes: readonly Change[];
  shown(value: unknown, path: string): JsonValue;
}): JsonObject {
  const { changes, shown } = options;
  return Object.fromEntries(changes.map(({ path, value }) => [path, shown(value ?? null, path)]));
}

function hundredths(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
