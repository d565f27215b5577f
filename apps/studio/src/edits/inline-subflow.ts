import {
  CARD_STEP,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  deepEqual,
  gotoTargets,
  graphOf,
  type Operation,
  type Position,
} from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import { textsOf as wordsOf } from '@patchbay/texts';
import { nameOfNode } from '../editor/name-of-node.ts';
import { positionsOf } from '../editor/new-node.ts';
import { type Assignment, backOf, type Back } from './back-of-subflow.ts';
import { inlinedVariables } from './inlined-variables.ts';
import { freeName } from './free-name.ts';
import { underFreeIds } from './paste-clip.ts';
import { variablesReadBy } from './variables-read-by.ts';

/**
 * Operations that put the nodes of a called flow in the place of the subflow node that calls it. Variables of its own begin at their defaults each time, as they do in the
 * call; those that only pass one of this flow in and back are that one. A text says why it cannot be done.
 */
export function inlineSubflow({
  document,
  id,
  flow,
}: {
  document: FlowDocument;
  id: string;
  flow: FlowDocument;
}): { operations: Operation[]; ids: string[] } | string {
  const call = graphOf(document).node(id);
  const refusal = call ? refusalOf({ document, call, flow }) : wordsOf('commands')('inlineNone');
  if (!call || refusal !== undefined) return refusal ?? '';
  const back = backOf({ document, id });
  const variables = inlinedVariables({ document, call, flow, back });
  if (typeof variables === 'string') return variables;
  const body = underFreeIds({ document, clip: variables.flow });
  const placed = placing({ document, id, body });
  return assembled({ document, call, back, variables, body, placed });
}

function refusalOf({ document, call, flow }: { document: FlowDocument; call: FlowNode; flow: FlowDocument }) {
  const t = wordsOf('commands');
  const { id } = call;
  const back = backOf({ document, id });
  if (call.config?.saveAs !== undefined) return t('inlineSavesAs');
  if (gotoTargets(document).some(({ to }) => to === id)) return t('partGoto', { node: nameOfNode({ document, id }) });
  const reader = document.nodes.find(
    (node) => node.id !== back?.node.id && variablesReadBy({ document, node }).nodes.includes(id),
  );
  if (reader) return t('inlineResultRead', { node: nameOfNode({ document, id: reader.id }) });
  const anytime = flow.nodes.find((node) => node.config?.anytime === true);
  if (anytime) return t('partAnytime', { node: nameOfNode({ document: flow, id: anytime.id }) });
  const graph = graphOf(flow);
  for (const node of flow.nodes) {
    for (const { id: port, kind, label } of nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? []) {
      if (graph.edge(node.id, port)) continue;
      const named = nameOfNode({ document: flow, id: node.id });
      if (kind === 'plain' && back) return t('inlinePathEnds', { node: named, port: label });
      const own = kind === 'error' ? flow.settings?.onError : flow.settings?.onStuck;
      const here = kind === 'error' ? document.settings?.onError : document.settings?.onStuck;
      const same = deepEqual(own ?? null, here ?? null) && typeof own !== 'object';
      // An error that a called flow says nothing of fails the call, and leaves by the error port of the call.
      if (kind !== 'plain' && !same && !(kind === 'error' && own === undefined))
        return t('inlineSettings', { node: named });
    }
  }
  return undefined;
}

/** Places of the body: its start stands where the call stood. */
function placing({ document, id, body }: { document: FlowDocument; id: string; body: FlowDocument }) {
  const at = positionsOf(document)[id] ?? { x: 0, y: 0 };
  const places = positionsOf(body);
  const inner = body.nodes.filter((node) => node.type !== 'start' && node.type !== 'end');
  const left = Math.min(...inner.map((node) => places[node.id]?.x ?? 0));
  const top = Math.min(...inner.map((node) => places[node.id]?.y ?? 0));
  return (node: string): Position => ({
    x: Math.round((places[node]?.x ?? 0) - left + at.x),
    y: Math.round((places[node]?.y ?? 0) - top + at.y),
  });
}

function assembled({
  document,
  call,
  back,
  variables: { before, after, declared },
  body,
  placed,
}: {
  document: FlowDocument;
  call: FlowNode;
  back: Back | undefined;
  variables: { before: Assignment[]; after: Back['assignments']; declared: NonNullable<FlowDocument['variables']> };
  body: FlowDocument;
  placed(id: string): Position;
}): { operations: Operation[]; ids: string[] } {
  const { id } = call;
  const graph = graphOf(document);
  const inside = graphOf(body);
  const taken = new Set([...document.nodes, ...body.nodes].map((node) => node.id));
  const nodes: { node: FlowNode; position: Position }[] = [];
  const setNode = (assignments: Assignment[], position: Position) => {
    const node = { id: freeName({ stem: 'set', taken }), type: 'set', config: { assignments } };
    taken.add(node.id);
    nodes.push({ node, position });
    return node.id;
  };
  const start = body.nodes.find((node) => node.type === 'start');
  const begin = start && inside.edge(start.id, 'next')?.to;
  const at = positionsOf(document)[id] ?? { x: 0, y: 0 };
  const pre = before.length > 0 ? setNode(before, { x: at.x - CARD_STEP.x, y: at.y }) : undefined;
  const leadsOn = graph.edge(back?.node.id ?? id, 'next')?.to;
  // What leads back to the call itself leads to where it now begins.
  const out = (): string | undefined => (leadsOn === id ? first() : leadsOn);
  const ends = new Map<string, string | undefined>();
  const edges: FlowEdge[] = [];
  const target = (to: string): string | undefined => {
    const node = inside.node(to);
    if (node?.type !== 'end') return to;
    if (ends.has(to)) return ends.get(to);
    const output: unknown = node.config?.output;
    const assignments = after.map(({ key, from }) => ({
      key,
      ...(typeof output === 'object' && output !== null ? { value: String(Reflect.get(output, from) ?? '') } : {}),
    }));
    const set = assignments.length > 0 ? setNode(assignments, placed(to)) : undefined;
    ends.set(to, set ?? out());
    const next = out();
    if (set !== undefined && next !== undefined) edges.push({ from: set, port: 'next', to: next });
    return set ?? next;
  };
  const first = (): string | undefined => pre ?? (begin === undefined ? undefined : target(begin));
  const inner = body.nodes.filter((node) => node.type !== 'start' && node.type !== 'end');
  for (const node of inner) nodes.push({ node, position: placed(node.id) });
  for (const edge of body.edges) {
    if (edge.from === start?.id) continue;
    const to = target(edge.to);
    if (to !== undefined) edges.push({ ...edge, to });
  }
  const failing = graph.edge(id, 'error')?.to;
  for (const node of inner)
    for (const { id: port, kind } of nodeRegistry.get(node.type)?.outlets(node.config ?? {}) ?? []) {
      if (inside.edge(node.id, port)) continue;
      const to =
        kind === 'plain' ? out() : kind === 'error' && body.settings?.onError === undefined ? failing : undefined;
      if (to !== undefined) edges.push({ from: node.id, port, to });
    }
  const beginsAt = begin === undefined ? out() : target(begin);
  if (pre !== undefined && beginsAt !== undefined) edges.push({ from: pre, port: 'next', to: beginsAt });
  const entry = pre ?? beginsAt;
  const operations: Operation[] = [
    ...declared.map((variable): Operation => ({ type: 'variable.add', variable })),
    ...nodes.map(({ node, position }): Operation => ({ type: 'node.add', node, position })),
    ...graph
      .incoming(id)
      .filter(({ from }) => from !== id && from !== back?.node.id)
      .map(
        ({ from, port }): Operation =>
          entry === undefined ? { type: 'edge.remove', from, port } : { type: 'edge.reconnect', from, port, to: entry },
      ),
    ...(back ? [{ type: 'node.remove' as const, id: back.node.id }] : []),
    { type: 'node.remove', id },
    ...edges.map((edge): Operation => ({ type: 'edge.add', edge })),
    ...Object.entries(body.translations ?? {}).flatMap(([language, texts]) =>
      Object.entries(texts)
        .filter(([path]) => inner.some((node) => path.startsWith(`${node.id}.`)))
        .map(([path, value]): Operation => ({ type: 'translation.set', language, path, value })),
    ),
  ];
  return { operations, ids: nodes.map(({ node }) => node.id) };
}
