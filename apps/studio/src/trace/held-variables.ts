import type { Step } from '@patchbay/api-contract';
import type { FlowDocument } from '@patchbay/flow-spec';
import type { DebugView } from '../debug/debug-store.ts';
import { placeOfTest } from '../debug/place-of-test.ts';

/** What gave a variable its value; undefined where that is not known. */
export type SetBy = { kind: 'first' } | { kind: 'hand' } | { kind: 'node'; flow: string; nodeId: string } | undefined;

type Held = Map<string, { value: unknown; by: SetBy }>;

/** What the variables of a test hold now, by name, with what set each: those of the flow in which it stands or waits. */
export function heldVariables({
  document,
  steps,
  byHand,
  debug,
}: Pick<DebugView, 'byHand' | 'debug'> & { document: FlowDocument; steps: readonly Step[] }): Held {
  const { flow, depth } = placeOfTest({ debug, steps, flowKey: document.key });
  const found: Held = new Map();
  const put = (path: string, value: unknown, by: SetBy) => {
    // What was set last is last.
    found.delete(path);
    found.set(path, { value, by });
  };
  if (flow === document.key)
    for (const variable of document.variables ?? []) put(variable.key, variable.default ?? null, { kind: 'first' });
  const begun = steps.findLastIndex((step) => step.depth < depth) + 1;
  for (let index = begun; index <= steps.length; index++) {
    for (const change of byHand)
      if (change.before === index && change.flow === flow && change.depth === depth)
        put(change.path, change.value, { kind: 'hand' });
    const step = steps[index];
    if (step?.depth === depth && step.flow === flow)
      for (const [path, value] of Object.entries(step.changed ?? {}))
        put(path, value, { kind: 'node', flow, nodeId: step.nodeId });
  }
  if (!debug) return found;
  const declared = flow === document.key ? (document.variables ?? []).map(({ key }) => key) : [];
  const known = [...found.keys()].filter((key) => !key.includes('.'));
  const setBy = (key: string) => [...found].findLast(([path]) => path === key || path.startsWith(`${key}.`))?.[1].by;
  return new Map(
    [...new Set([...declared, ...known, ...Object.keys(debug.vars)])].map((key) => [
      key,
      { value: debug.vars[key] ?? null, by: setBy(key) },
    ]),
  );
}
