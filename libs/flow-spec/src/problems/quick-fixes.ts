import { hasTemplate } from '@patchbay/expressions';
import { errorMessage } from '../error-message.ts';
import type { FlowDocument, FlowNode } from '../flow-document.ts';
import { graphOf } from '../flow-graph.ts';
import { CARD_STEP, freePlace } from '../free-place.ts';
import type { NodeTypes } from '../node-types.ts';
import type { Operation } from '../operation.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { renameInTemplate } from '../operations/rename-in-template.ts';
import { type ValuePath, valueAt } from '../value-path.ts';
import { closestName } from './closest-name.ts';
import { entriesOf } from './entries-of.ts';
import type { FlowProblem } from './flow-problem.ts';
import { knownNames } from './known-names.ts';
import { leadBack, leadRound, sayEach } from './loop-fixes.ts';
import { EACH } from './loop-problems.ts';

/** A way to mend a problem with one click: what a button says, and what it does. */
export interface QuickFix {
  label: string;
  operations: Operation[];
}

interface Place {
  document: FlowDocument;
  types: NodeTypes;
  problem: FlowProblem;
}

/** The ways to mend a problem that need nothing more to be said, the likeliest first. Each can be applied to the document as it is. */
export function quickFixes({ document, types, problem }: Place): QuickFix[] {
  const find = finders[problem.code];
  const fixes = find?.({ document, types, problem }) ?? [];
  return fixes.filter(({ operations }) => applyOperations({ document, operations }).ok);
}

const finders: Record<string, (place: Place) => QuickFix[]> = {
  'start.missing': ({ document }) => [addStart(document)],
  'start.several': removeNode,
  'node.unreachable': removeNode,
  'node.unknown_type': removeNode,
  'config.unknown_key': ({ document, problem }) => {
    const path = pathIn({ document, problem });
    return path && problem.nodeId !== null
      ? [{ label: 'Remove it', operations: [{ type: 'node.set', id: problem.nodeId, path: [...path] }] }]
      : [];
  },
  'edge.missing': leadOn,
  'edge.error_unrouted': routeError,
  'edge.no_way_back': ({ document, types, problem: { nodeId } }) =>
    nodeId === null ? [] : leadRound({ document, types, loop: nodeId }),
  'edge.port_unknown': ({ problem: { nodeId, path } }) =>
    nodeId === null
      ? []
      : [{ label: 'Remove the edge', operations: [{ type: 'edge.remove', from: nodeId, port: path }] }],
  'variable.unknown': unknownVariable,
  'variable.default_type': listAtFirst,
  'reference.unknown': unknownNode,
  'goto.unknown': ({ problem }) => {
    const [, setting] = problem.path.split('.');
    return setting ? [{ label: 'Remove the setting', operations: [{ type: 'settings.set', path: [setting] }] }] : [];
  },
};

function addStart(document: FlowDocument): QuickFix {
  const id = freeName({ stem: 'start', taken: document.nodes.map((node) => node.id) });
  const entered = new Set(document.edges.map((edge) => edge.to));
  const first = document.nodes.find((node) => !entered.has(node.id)) ?? document.nodes[0];
  const before = first && document.layout?.[first.id];
  const position = before && freePlace({ document, near: { x: before.x - CARD_STEP.x, y: before.y } });
  const operations: Operation[] = [
    { type: 'node.add', node: { id, type: 'start', config: {} }, ...(position ? { position } : {}) },
  ];
  if (first) operations.push({ type: 'edge.add', edge: { from: id, port: 'next', to: first.id } });
  return { label: 'Add a start', operations };
}

function removeNode({ problem: { nodeId } }: Place): QuickFix[] {
  return nodeId === null ? [] : [{ label: 'Remove the node', operations: [{ type: 'node.remove', id: nodeId }] }];
}

function leadOn(place: Place): QuickFix[] {
  const { document, types, problem } = place;
  const { nodeId, path: port } = problem;
  if (nodeId === null) return [];
  const lost = nearestLost(place);
  if (port === EACH && graphOf(document).node(nodeId)?.type === 'loop') {
    const id = freeName({ stem: `${nodeId.slice(0, 50)}_each`, taken: document.nodes.map((node) => node.id) });
    // An end would close the conversation at the first item.
    return [
      ...(lost && lost.type !== 'end' ? leadTo({ ...place, node: lost }) : []),
      ...sayEach({ document, loop: nodeId, id }),
    ];
  }
  const end = document.nodes.find((node) => node.type === 'end' && node.id !== nodeId);
  const known = [lost, end].filter((node, index, all) => node !== undefined && all.indexOf(node) === index);
  return [
    ...leadBack({ document, types, from: nodeId, port }),
    ...known.flatMap((node) => (node ? leadTo({ ...place, node }) : [])),
    ...(end ? [] : leadToNewEnd(place)),
  ];
}

// The nearest node further right that nothing leads to: mostly it is what was to come next.
function nearestLost({ document, problem: { nodeId } }: Place): FlowNode | undefined {
  const from = nodeId === null ? undefined : document.layout?.[nodeId];
  if (!from) return undefined;
  const entries = new Set(entriesOf(document));
  const graph = graphOf(document);
  let nearest: { node: FlowNode; far: number } | undefined;
  for (const node of document.nodes) {
    const at = document.layout?.[node.id];
    if (!at || at.x <= from.x || node.id === nodeId || entries.has(node.id) || graph.incoming(node.id).length > 0)
      continue;
    const far = at.x - from.x + Math.abs(at.y - from.y);
    if (!nearest || far < nearest.far) nearest = { node, far };
  }
  return nearest?.node;
}

function leadTo({ types, problem: { nodeId, path }, node }: Place & { node: FlowNode }): QuickFix[] {
  if (nodeId === null) return [];
  return [
    {
      label: `Lead it to “${cardName({ types, node })}”`,
      operations: [{ type: 'edge.add', edge: { from: nodeId, port: path, to: node.id } }],
    },
  ];
}

const LONGEST_NAME = 48;

/** What the card of a node says: its label, or what it is and what it does. */
function cardName({ types, node: { id, type, label, config } }: { types: NodeTypes; node: FlowNode }): string {
  const known = types.get(type);
  const said = label || [known?.title, known?.summary?.(config ?? {})].filter(Boolean).join(': ') || id;
  return said.length > LONGEST_NAME ? `${said.slice(0, LONGEST_NAME - 1).trimEnd()}…` : said;
}

function leadToNewEnd({ document, problem: { nodeId, path } }: Place): QuickFix[] {
  if (nodeId === null) return [];
  const id = freeName({ stem: 'end', taken: document.nodes.map((node) => node.id) });
  const from = document.layout?.[nodeId];
  const add: Operation = {
    type: 'node.add',
    node: { id, type: 'end', config: {} },
    ...(from ? { position: freePlace({ document, near: { x: from.x + CARD_STEP.x, y: from.y } }) } : {}),
  };
  return [
    { label: 'Lead it to an end', operations: [add, { type: 'edge.add', edge: { from: nodeId, port: path, to: id } }] },
  ];
}

function routeError({ document, problem: { nodeId, path } }: Place): QuickFix[] {
  return nodeId === null
    ? []
    : [
        {
          label: 'Lead it to a message',
          operations: errorMessage({
            document,
            from: { node: nodeId, port: path },
            id: freeName({ stem: `${nodeId.slice(0, 50)}_failed`, taken: document.nodes.map((node) => node.id) }),
          }),
        },
        {
          label: 'Apologise after every error',
          operations: [{ type: 'settings.set', path: ['onError'], value: 'apologise' }],
        },
      ];
}

function unknownVariable(place: Place): QuickFix[] {
  const name = quoted(place.problem.message);
  if (!name) return [];
  const known = [...knownNames(place).variables];
  return [
    ...rewrite({ ...place, root: 'vars', name, known }),
    {
      label: `Declare “${name}”`,
      operations: [{ type: 'variable.add', variable: { key: name, type: 'string', default: '' } }],
    },
  ];
}

/** Makes the list of a text that says its items one after the other, as people write it who have seen no JSON. */
function listAtFirst({ document, problem }: Place): QuickFix[] {
  const variable = document.variables?.[Number(problem.path.split('.')[1])];
  const text: unknown = variable?.default;
  if (variable?.type !== 'array' || typeof text !== 'string') return [];
  const items = text
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(/[,;\n]/)
    .map((item) => item.replace(/^[\s"'“”„‘’]+|[\s"'“”„‘’]+$/g, ''))
    .filter((item) => item !== '');
  return [
    {
      label: `Make it a list: ${items.join(' | ')}`,
      operations: [{ type: 'variable.set', key: variable.key, variable: { ...variable, default: items } }],
    },
  ];
}

function unknownNode(place: Place): QuickFix[] {
  const name = quoted(place.problem.message);
  if (!name || !place.problem.message.startsWith('There is no node')) return [];
  return rewrite({ ...place, root: 'nodes', name, known: graphNodes(place.document) });
}

function graphNodes(document: FlowDocument): string[] {
  const graph = graphOf(document);
  return document.nodes.flatMap((node) => (graph.node(node.id) ? [node.id] : []));
}

function rewrite(options: Place & { root: 'vars' | 'nodes'; name: string; known: string[] }): QuickFix[] {
  const { document, problem, root, name, known } = options;
  const to = closestName({ name, known });
  const path = pathIn({ document, problem });
  const node = document.nodes.find((one) => one.id === problem.nodeId);
  const text = node && path ? valueAt(node.config, path) : undefined;
  if (to === undefined || !node || !path || typeof text !== 'string' || !hasTemplate(text)) return [];
  const value = renameInTemplate({ text, root, id: name, to });
  return value === text
    ? []
    : [{ label: `Write “${to}” instead`, operations: [{ type: 'node.set', id: node.id, path: [...path], value }] }];
}

// Paths of problems are dotted: a step is an index where a list stands.
function pathIn({ document, problem }: { document: FlowDocument; problem: FlowProblem }): ValuePath | undefined {
  const config = document.nodes.find((node) => node.id === problem.nodeId)?.config;
  const path: (string | number)[] = [];
  for (const step of problem.path.split('.')) {
    const at: unknown = valueAt(config, path);
    path.push(Array.isArray(at) && /^\d+$/.test(step) ? Number(step) : step);
  }
  return valueAt(config, path) === undefined ? undefined : path;
}

function quoted(message: string): string | undefined {
  return /"([^"]+)"/.exec(message)?.[1];
}

function freeName({ stem, taken }: { stem: string; taken: readonly string[] }): string {
  const names = new Set(taken);
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}_${number}`;
    if (!names.has(name)) return name;
  }
}
