import type { JsonObject, JsonValue, Verdict } from '@patchbay/node-kit';
import { assignPath, valueAtPath } from './assign-path.ts';
import type { Visit } from './visit.ts';

/** A variable that a visit changed; without `value` it is empty now. */
export interface Change {
  path: string;
  value: JsonValue | undefined;
}

/** Keeps what a visit gave: `nodes.<id>`, the variable of `saveAs`, assignments in order. Gives the variables that it changed. */
export function saveResult({ visit, verdict, config }: { visit: Visit; verdict: Verdict; config: unknown }): Change[] {
  const { frame, node, flow } = visit;
  const changes: Change[] = [];
  const change = (path: string, value: JsonValue | undefined) => {
    assignPath({ target: frame.vars, path, value });
    changes.push({ path, value });
  };
  if (verdict.kind === 'fail') {
    frame.nodes[node.id] = { error: { ...verdict.error } };
    const saveAs = saveAsOf(config);
    if (verdict.output !== undefined && saveAs !== undefined) change(saveAs, verdict.output);
  }
  if (verdict.kind === 'next') {
    const { output, saved = savedOf({ output, saves: node.definition?.saves }), assign = [] } = verdict;
    if (output !== undefined) frame.nodes[node.id] = output;
    // An error is gone when its node next succeeds, also when that gives nothing.
    else if (isFailure(frame.nodes[node.id])) delete frame.nodes[node.id];
    const saveAs = saveAsOf(config);
    if (saved !== undefined && saveAs !== undefined) change(saveAs, saved);
    for (const { path, value } of assign)
      change(path, value === undefined ? valueAtPath({ source: flow.defaults, path }) : value);
  }
  return changes;
}

function savedOf({
  output,
  saves,
}: {
  output: JsonValue | undefined;
  saves: string | undefined;
}): JsonValue | undefined {
  if (saves === undefined) return output;
  return isObject(output) && Object.hasOwn(output, saves) ? output[saves] : undefined;
}

function saveAsOf(config: unknown): string | undefined {
  if (typeof config !== 'object' || config === null || !('saveAs' in config)) return undefined;
  return typeof config.saveAs === 'string' && config.saveAs !== '' ? config.saveAs : undefined;
}

function isFailure(result: JsonValue | undefined): boolean {
  const error = isObject(result) && Object.keys(result).length === 1 ? result.error : undefined;
  return isObject(error) && typeof error.code === 'string' && typeof error.retryable === 'boolean';
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
