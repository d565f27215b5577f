import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import { isRecord } from '../is-record.ts';
import type { NodeTypes } from '../node-types.ts';
import { valueAt } from '../value-path.ts';
import { entriesOf } from './entries-of.ts';
import type { OwnProblem } from './flow-problem.ts';
import { hasValueAtFirst, savedVariables } from './known-names.ts';
import { readNode } from './read-node.ts';

interface Place {
  document: FlowDocument;
  types: NodeTypes;
}

interface Read {
  node: FlowNode;
  path: string;
  name: string;
}

/**
 * Templates that read a variable without a value at first to which no path leads from a node that sets it. What asks whether there is a value is left
 * alone: a message to a conversation whose path has ended begins at the start again, with all that is known.
 */
export function earlyReadProblems({ document, types }: Place): OwnProblem[] {
  const graph = graphOf(document);
  // What is entered from anywhere may come before all nodes, and after all.
  const anywhere = graph.reachable(entriesOf(document).filter((id) => graph.node(id)?.type !== 'start'));
  const given = new Set((document.variables ?? []).flatMap((one) => (hasValueAtFirst(one) ? [one.key] : [])));
  const setters = new Map<string, string[]>();
  for (const node of document.nodes) {
    const names = savedVariables({ type: types.get(node.type), config: node.config ?? {} });
    if (names.length === 0) continue;
    setters.set(node.id, names);
    if (anywhere.has(node.id)) for (const name of names) given.add(name);
  }
  const names = new Set([...setters.values()].flat().filter((name) => !given.has(name)));
  const reads = document.nodes.flatMap((node) =>
    anywhere.has(node.id) || names.size === 0 ? [] : readsOf({ node, types, names }),
  );
  if (reads.length === 0) return [];
  const isSet = settingOf({ document, setters, names: new Set(reads.map(({ name }) => name)) });
  const early = reads.filter((read) => !isSet(read) && !asks(read));
  if (early.length === 0) return [];
  // Of a node that nothing leads to more is amiss, which is said.
  const reachable = graph.reachable(entriesOf(document));
  const found = new Map<string, OwnProblem>();
  for (const { node, path, name } of early) {
    if (!reachable.has(node.id)) continue;
    const message = `The variable "${name}" is not set yet when this node runs: set it on a path that leads here, or give it a default.`;
    found.set(`${node.id} ${path} ${name}`, {
      nodeId: node.id,
      path,
      severity: 'warning',
      code: 'variable.set_later',
      message,
    });
  }
  return [...found.values()];
}

function readsOf({ node, types, names }: { node: FlowNode; types: NodeTypes; names: ReadonlySet<string> }): Read[] {
  const found: Read[] = [];
  for (const { path, reading } of readNode({ node, type: types.get(node.type) }).templates)
    for (const [root, name] of reading.fault ? [] : reading.references)
      if (root === 'vars' && name !== undefined && names.has(name)) found.push({ node, path, name });
  return found;
}

/** Whether a template looks if there is a value at all: by a tag, a default, or a rule that asks for it. */
function asks({ node, path }: Read): boolean {
  let rule: unknown;
  let value: unknown = node.config;
  for (const step of path.split('.')) {
    rule = value;
    value = valueAt(value, [Array.isArray(value) ? Number(step) : step]);
  }
  return (
    (typeof value === 'string' && /\{%|\|\s*default\b/.test(value)) ||
    (isRecord(rule) && (rule.op === 'exists' || rule.op === 'empty'))
  );
}

/** Whether a variable can have been set when a node reads it; a node may read what it sets itself. */
function settingOf({
  document,
  setters,
  names,
}: {
  document: FlowDocument;
  setters: ReadonlyMap<string, readonly string[]>;
  names: ReadonlySet<string>;
}): (read: Read) => boolean {
  const graph = graphOf(document);
  const bits = new Map([...names].map((name, index) => [name, 1n << BigInt(index)]));
  // By node, a bit for each variable that can be set once it has run; spread along the edges until nothing is added.
  const after = new Map<string, bigint>();
  for (const [id, saved] of setters)
    after.set(
      id,
      saved.reduce((sum, name) => sum | (bits.get(name) ?? 0n), 0n),
    );
  const open = new Set(after.keys());
  for (const id of open) {
    open.delete(id);
    const set = after.get(id) ?? 0n;
    for (const { to } of graph.outgoing(id)) {
      const known = after.get(to) ?? 0n;
      if ((known | set) === known) continue;
      after.set(to, known | set);
      open.add(to);
    }
  }
  return ({ node, name }) => ((after.get(node.id) ?? 0n) & (bits.get(name) ?? 0n)) !== 0n;
}
