import {
  applyOperations,
  type FlowDocument,
  type FlowNode,
  type FlowVariable,
  hasValueAtFirst,
  isRecord,
  knownNames,
  savedVariables,
} from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import type { Assignment, Back } from './back-of-subflow.ts';
import { freeName } from './free-name.ts';
import { renameVariable } from './rename-variable.ts';
import { setBefore } from './set-before.ts';

interface Inlined {
  /** The called flow, its variables under the names that they have in the caller. */
  flow: FlowDocument;
  /** What is set before it begins. */
  before: Assignment[];
  /** What of its output still has to be set behind it. */
  after: Back['assignments'];
  /** Variables that the caller has to declare for it. */
  declared: FlowVariable[];
}

/** What becomes of the variables of a called flow in its caller; a text when they cannot be renamed. */
export function inlinedVariables({
  document,
  call,
  flow,
  back,
}: {
  document: FlowDocument;
  call: FlowNode;
  flow: FlowDocument;
  back: Back | undefined;
}): Inlined | string {
  const input = isRecord(call.config?.input) ? call.config.input : {};
  const own = [...knownNames({ document: flow, types: nodeRegistry }).variables].sort();
  const changed = new Set(
    flow.nodes.flatMap((node) => savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} })),
  );
  const taken = new Set(knownNames({ document, types: nodeRegistry }).variables);
  const passed = new Map<string, string>();
  const names = new Map<string, string>();
  for (const key of own) {
    const same = passedOn({ key, value: input[key], changed, back, flow });
    if (same !== undefined) passed.set(key, same);
  }
  const setEarlier = setBefore({ document, id: call.id });
  for (const key of own) {
    const same = passed.get(key) ?? onlyGivenBack({ key, back, flow, setEarlier, passed });
    if (same !== undefined) passed.set(key, same);
    names.set(key, same ?? freeName({ stem: key, taken }));
    taken.add(names.get(key) ?? key);
  }
  const before: Assignment[] = [];
  const declared: FlowVariable[] = [];
  for (const key of own) {
    if (passed.has(key)) continue;
    const given = flow.variables?.find((variable) => variable.key === key);
    const name = names.get(key) ?? key;
    const value = given?.input === true ? input[key] : undefined;
    before.push({
      key: name,
      ...(value === undefined ? {} : { value: typeof value === 'string' ? value : JSON.stringify(value) }),
    });
    if (given) {
      const { input: _, ...kept } = given;
      declared.push({ ...kept, key: name });
    }
  }
  const after = (back?.assignments ?? []).filter(
    ({ key, from }) => ![...passed].some(([inner, outer]) => outer === key && givesBack({ flow, from, key: inner })),
  );
  const renamed = renameAll({ flow, names });
  return typeof renamed === 'string' ? renamed : { flow: renamed, before, after, declared };
}

/** The variable of the caller that one of the called flow is but another name of: given as it is, and given back when it is changed. */
function passedOn({
  key,
  value,
  changed,
  back,
  flow,
}: {
  key: string;
  value: unknown;
  changed: ReadonlySet<string>;
  back: Back | undefined;
  flow: FlowDocument;
}): string | undefined {
  if (flow.variables?.find((variable) => variable.key === key)?.input !== true) return undefined;
  const [, outer] = /^\{\{\s*vars\.([A-Za-z_]\w*)\s*\}\}$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (outer === undefined || !changed.has(key)) return outer;
  const given = back?.assignments.some((one) => one.key === outer && givesBack({ flow, from: one.from, key }));
  return given ? outer : undefined;
}

/** The variable of the caller that one of the called flow becomes, where neither of the two can have a value before. */
function onlyGivenBack({
  key,
  back,
  flow,
  setEarlier,
  passed,
}: {
  key: string;
  back: Back | undefined;
  flow: FlowDocument;
  setEarlier: ReadonlySet<string>;
  passed: ReadonlyMap<string, string>;
}): string | undefined {
  const declared = flow.variables?.find((variable) => variable.key === key);
  if (declared && hasValueAtFirst(declared)) return undefined;
  const [given, more] = (back?.assignments ?? []).filter(({ from }) => givesBack({ flow, from, key }));
  if (!given || more || setEarlier.has(given.key) || [...passed.values()].includes(given.key)) return undefined;
  return back?.assignments.filter((one) => one.key === given.key).length === 1 ? given.key : undefined;
}

/** Whether every end of a flow gives a variable as this part of its output. */
function givesBack({ flow, from, key }: { flow: FlowDocument; from: string; key: string }): boolean {
  const ends = flow.nodes.filter((node) => node.type === 'end');
  return ends.every((node) => isRecord(node.config?.output) && node.config.output[from] === `{{ vars.${key} }}`);
}

// By names that nobody has in between, so that two may change places.
function renameAll({ flow, names }: { flow: FlowDocument; names: ReadonlyMap<string, string> }): FlowDocument | string {
  const moving = [...names].filter(([key, to]) => key !== to);
  const steps = [
    ...moving.map(([key], index) => [key, `between_${index}_${key}`.slice(0, 60)] as const),
    ...moving.map(([key, to], index) => [`between_${index}_${key}`.slice(0, 60), to] as const),
  ];
  let current = flow;
  for (const [key, to] of steps) {
    const operations = renameVariable({ document: current, key, to });
    if (typeof operations === 'string') return operations;
    const result = applyOperations({ document: current, operations });
    if (!result.ok) return result.message;
    current = result.document;
  }
  return current;
}
