import {
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  graphOf,
  gotoTargets,
  savedVariables,
} from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { textsOf as wordsOf } from '@patchbay/texts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { setBefore } from './set-before.ts';
import { variablesReadBy } from './variables-read-by.ts';

/** Nodes of a flow that can be a flow of their own: how one comes into them and out of them, and what they read and change. */
export interface PartOfFlow {
  nodes: FlowNode[];
  entry: string;
  /** Where all paths come out; undefined when none does. */
  exit: string | undefined;
  entering: FlowEdge[];
  inside: FlowEdge[];
  /** Ports whose paths leave the part, or end. */
  leaving: { from: string; port: string }[];
  /** Variables that go in: those that are read, and of those that are changed the ones that can have a value before. */
  inputs: string[];
  /** Variables that are changed in it. */
  changed: string[];
}

/** The nodes with these ids as a part, or why they are none. */
export function partOfFlow({
  document,
  ids,
}: {
  document: FlowDocument;
  ids: ReadonlySet<string>;
}): PartOfFlow | string {
  const t = wordsOf('commands');
  const nodes = document.nodes.filter((node) => ids.has(node.id));
  const named = (id: string) => nameOfNode({ document, id });
  if (nodes.length === 0) return t('partEmpty');
  const own = new Set(nodes.map((node) => node.id));
  for (const node of nodes) {
    const type = nodeRegistry.get(node.type);
    if (node.type === 'start') return t('partStart');
    if (node.type === 'end') return t('partEnd');
    if (!type) return t('partUnknown', { node: named(node.id) });
    if (node.config?.anytime === true) return t('partAnytime', { node: named(node.id) });
  }
  const target = gotoTargets(document).find(({ to }) => own.has(to));
  if (target) return t('partGoto', { node: named(target.to) });
  const entering = document.edges.filter((edge) => own.has(edge.to) && !own.has(edge.from));
  const entries = [...new Set(entering.map((edge) => edge.to))];
  const [entry] = entries;
  if (entry === undefined) return t('partNoEntry');
  if (entries.length > 1) return t('partEntries', { nodes: entries.map(named).join(', ') });
  const out = document.edges.filter((edge) => own.has(edge.from) && !own.has(edge.to));
  const exits = [...new Set(out.map((edge) => edge.to))];
  if (exits.length > 1) return t('partExits', { nodes: exits.map(named).join(', ') });
  const [exit] = exits;
  const open = openPorts({ document, nodes });
  const [ends] = open;
  // In a flow of its own a path that ends comes back to the caller and goes on there.
  if (ends && exit !== undefined) return t('partPathEnds', { node: named(ends.from), port: ends.label });
  const settings = settingsInTheWay({ document, nodes });
  if (settings !== undefined) return t('partSettings', { node: named(settings) });
  const results = resultsAcross({ document, own });
  if (results) return t('partResults', { reader: named(results.reader), read: named(results.read) });
  const changed = new Set(
    nodes.flatMap((node) => savedVariables({ type: nodeRegistry.get(node.type), config: node.config ?? {} })),
  );
  const read = nodes.flatMap((node) => variablesReadBy({ document, node }).variables);
  const before = setBefore({ document: asOneNode({ document, own, entry, exit, changed }), id: entry });
  const inputs = new Set([...read, ...changed].filter((key) => before.has(key) || !changed.has(key)));
  return {
    nodes,
    entry,
    exit,
    entering,
    inside: document.edges.filter((edge) => own.has(edge.from) && own.has(edge.to)),
    leaving: [...out, ...open].map(({ from, port }) => ({ from, port })),
    inputs: [...inputs].sort(),
    changed: [...changed].sort(),
  };
}

/** The flow with one node in the place of the part, which changes what the part changes. */
function asOneNode({
  document,
  own,
  entry,
  exit,
  changed,
}: {
  document: FlowDocument;
  own: ReadonlySet<string>;
  entry: string;
  exit: string | undefined;
  changed: ReadonlySet<string>;
}): FlowDocument {
  const assignments = [...changed].map((key) => ({ key }));
  return {
    ...document,
    nodes: [...document.nodes.filter((node) => !own.has(node.id)), { id: entry, type: 'set', config: { assignments } }],
    edges: [
      ...document.edges.filter(({ from }) => !own.has(from)),
      ...(exit === undefined ? [] : [{ from: entry, port: 'next', to: exit }]),
    ],
  };
}

function openPorts({ document, nodes }: { document: FlowDocument; nodes: readonly FlowNode[] }) {
  const graph = graphOf(document);
  return nodes.flatMap((node) =>
    (nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? [])
      .filter(
        ({ id, kind, fallback }) =>
          kind === 'plain' && !graph.edge(node.id, id) && (fallback === undefined || !graph.edge(node.id, fallback)),
      )
      .map(({ id, label }) => ({ from: node.id, port: id, label })),
  );
}

/** A node whose error, or whose being stuck, the flow's settings lead to a node: no other flow can go there. */
function settingsInTheWay({ document, nodes }: { document: FlowDocument; nodes: readonly FlowNode[] }) {
  const graph = graphOf(document);
  const leads = { error: document.settings?.onError, stuck: document.settings?.onStuck };
  return nodes.find((node) =>
    (nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? []).some(
      ({ id, kind }) => kind !== 'plain' && typeof leads[kind] === 'object' && !graph.edge(node.id, id),
    ),
  )?.id;
}

/** A node that reads the result of one on the other side. */
function resultsAcross({ document, own }: { document: FlowDocument; own: ReadonlySet<string> }) {
  for (const node of document.nodes) {
    const read = variablesReadBy({ document, node }).nodes.find((id) => own.has(id) !== own.has(node.id));
    if (read !== undefined) return { reader: node.id, read };
  }
  return undefined;
}
