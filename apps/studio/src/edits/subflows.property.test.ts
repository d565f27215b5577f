import { expect, test } from '@jest/globals';
import {
  applyOperations,
  type FlowDocument,
  findProblems,
  type FlowNode,
  overlap,
  parseFlowDocument,
} from '@patchbay/flow-spec';
import { nodeRegistry } from '@patchbay/nodes';
import fc from 'fast-check';
import { boxesOf } from './board.ts';
import { extractSubflow } from './extract-subflow.ts';
import { inlineSubflow } from './inline-subflow.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 300;

const variables = ['device', 'answer', 'total'];
const text = fc.constantFrom('Hello', ...variables.map((key) => `It is {{ vars.${key} }}`));
const made = fc.oneof(
  text.map((value) => ({ type: 'message', config: { text: value } })),
  fc.record({ value: text, saveAs: fc.constantFrom(...variables) }).map(({ value, saveAs }) => ({
    type: 'question',
    config: { text: value, saveAs, expects: 'text' },
  })),
  fc.record({ value: text, key: fc.constantFrom(...variables) }).map(({ value, key }) => ({
    type: 'set',
    config: { assignments: [{ key, value }] },
  })),
  fc.constantFrom(...variables).map((key) => ({
    type: 'condition',
    config: { cases: [{ id: 'x', when: { left: `{{ vars.${key} }}`, op: 'eq', right: '1' } }] },
  })),
  fc.constantFrom(...variables).map((key) => ({
    type: 'script',
    config: { code: `return input.vars.${key};`, saveAs: 'total' },
  })),
);
const ports: Record<string, string[]> = {
  message: ['next'],
  question: ['next', 'gave_up'],
  set: ['next'],
  condition: ['case:x', 'else'],
  script: ['next', 'error'],
};

/** A chain of nodes with more ways ahead and back, and a stretch of it that is selected. */
const cases = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    nodes: fc.array(made, { minLength: count, maxLength: count }),
    more: fc.array(fc.record({ from: fc.nat(count - 1), to: fc.nat(count - 1) }), { maxLength: 3 }),
    from: fc.nat(count - 1),
    length: fc.integer({ min: 1, max: count }),
    ended: fc.boolean(),
    german: fc.boolean(),
  }),
);

function documentOf({ nodes, more, ended, german }: Pick<Case, 'nodes' | 'more' | 'ended' | 'german'>): FlowDocument {
  const all: FlowNode[] = [
    { id: 'start', type: 'start', config: {} },
    ...nodes.map((node, index) => ({ id: `n${index}`, ...node })),
    ...(ended ? [{ id: 'end', type: 'end', config: {} }] : []),
  ];
  const edges = [{ from: 'start', port: 'next', to: 'n0' }];
  for (const [index, { type }] of nodes.entries()) {
    const next = index + 1 < nodes.length ? `n${index + 1}` : ended ? 'end' : undefined;
    const [first = 'next', second] = ports[type] ?? [];
    if (next !== undefined) edges.push({ from: `n${index}`, port: first, to: next });
    const other = more.find((one) => one.from === index);
    if (second !== undefined && other) edges.push({ from: `n${index}`, port: second, to: `n${other.to}` });
    else if (second === 'else' && next !== undefined) edges.push({ from: `n${index}`, port: second, to: next });
  }
  return {
    format: 'patchbay.flow/1',
    key: 'f',
    name: 'F',
    variables: [{ key: 'device', type: 'string', default: 'phone' }],
    nodes: all,
    edges,
    ...(german ? { translations: { de: { 'n0.text': 'Es ist {{ vars.device }}' } } } : {}),
  };
}

interface Case {
  nodes: { type: string; config: Record<string, unknown> }[];
  more: { from: number; to: number }[];
  from: number;
  length: number;
  ended: boolean;
  german: boolean;
}

/** What a document says, whatever the order of its parts and wherever they stand. */
function meaning({ layout: _, nodes, edges, translations, ...rest }: FlowDocument) {
  const sorted = <Item>(list: Item[]) => list.map((one) => JSON.stringify(one)).toSorted();
  return {
    ...rest,
    nodes: sorted(nodes),
    edges: sorted(edges.map(({ from, port, to }) => ({ from, port, to }))),
    translations: sorted(
      Object.entries(translations ?? {}).flatMap(([language, texts]) =>
        Object.entries(texts).map((one) => [language, ...one]),
      ),
    ),
  };
}

/** Variables that are said to be read too early. */
function earlyIn(document: FlowDocument): string[] {
  return findProblems({ document, types: nodeRegistry }).flatMap(({ code, message }) =>
    code === 'variable.set_later' ? (/"(\w+)"/.exec(message)?.[1] ?? []) : [],
  );
}

test('what is made a flow of its own and put back is what it was; both are valid, and undone to the letter', () => {
  let done = 0;
  const refused = new Set<string>();
  fc.assert(
    fc.property(cases, (one) => {
      const document = documentOf(one);
      const ids = new Set(Array.from({ length: one.length }, (_, index) => `n${one.from + index}`));
      const extracted = extractSubflow({ document, ids, key: 'part', name: 'Part' });
      if (typeof extracted === 'string') {
        refused.add(extracted.replace(/“.*”/g, ''));
        expect(extracted).toMatch(/\w/);
        return;
      }
      done++;
      expect(parseFlowDocument(JSON.parse(JSON.stringify(extracted.flow))).ok).toBe(true);
      const called = applyOperations({ document, operations: extracted.operations });
      if (!called.ok) throw new Error(called.message);
      const undone = applyOperations({ document: called.document, operations: called.inverse });
      expect(undone.ok && JSON.stringify(undone.document)).toBe(JSON.stringify(document));
      expect(called.document.nodes.some((node) => ids.has(node.id))).toBe(false);
      // It warns of nothing that was not warned of before, but of what a script read, which nobody looked into.
      const known = [
        ...earlyIn(document),
        ...variables.filter((key) => JSON.stringify(document).includes(`input.vars.${key}`)),
      ];
      for (const flow of [called.document, extracted.flow])
        expect(known).toEqual(expect.arrayContaining(earlyIn(flow)));

      const inlined = inlineSubflow({ document: called.document, id: extracted.id, flow: extracted.flow });
      if (typeof inlined === 'string') throw new Error(inlined);
      const back = applyOperations({ document: called.document, operations: inlined.operations });
      if (!back.ok) throw new Error(back.message);
      expect(meaning(back.document)).toEqual(meaning(document));
    }),
    { seed, numRuns },
  );
  expect(done).toBeGreaterThan(numRuns / 10);
  // Not one way in, not one way out, a path that ends: each is met.
  expect(refused.size).toBeGreaterThan(2);
});

test('a flow that keeps variables to itself is put in with them: at their defaults each time, under names that are free', () => {
  const flow: FlowDocument = {
    format: 'patchbay.flow/1',
    key: 'part',
    name: 'Part',
    variables: [
      { key: 'what', type: 'string', input: true },
      { key: 'device', type: 'string', default: 'none' },
    ],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'ask', type: 'question', config: { text: '{{ vars.what }}?', saveAs: 'device', expects: 'text' } },
      { id: 'done', type: 'end', config: { output: { found: '{{ vars.device }}!' } } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'done' },
    ],
  };
  const document: FlowDocument = {
    format: 'patchbay.flow/1',
    key: 'f',
    name: 'F',
    variables: [{ key: 'device', type: 'string' }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'ask', type: 'message', config: { text: 'Hello' } },
      { id: 'call', type: 'subflow', config: { flow: 'part', input: { what: 'Which one' } } },
      { id: 'back', type: 'set', config: { assignments: [{ key: 'device', value: '{{ nodes.call.output.found }}' }] } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'call' },
      { from: 'call', port: 'next', to: 'back' },
    ],
  };
  const inlined = inlineSubflow({
    document,
    id: 'call',
    flow: { ...flow, edges: [...flow.edges, { from: 'ask', port: 'gave_up', to: 'done' }] },
  });
  if (typeof inlined === 'string') throw new Error(inlined);
  const result = applyOperations({ document, operations: inlined.operations });
  if (!result.ok) throw new Error(result.message);
  const byId = new Map(result.document.nodes.map((node) => [node.id, node.config]));
  expect([...byId.keys()].toSorted()).toEqual(['ask', 'ask_2', 'set', 'set_2', 'start']);
  expect(byId.get('set')).toEqual({ assignments: [{ key: 'device_2' }, { key: 'what', value: 'Which one' }] });
  expect(byId.get('ask_2')).toMatchObject({ text: '{{ vars.what }}?', saveAs: 'device_2' });
  expect(byId.get('set_2')).toEqual({ assignments: [{ key: 'device', value: '{{ vars.device_2 }}!' }] });
  expect(result.document.variables).toContainEqual({ key: 'device_2', type: 'string', default: 'none' });
  expect(result.document.edges.map(({ from, port, to }) => `${from} ${port} ${to}`).toSorted()).toEqual([
    'ask next set',
    'ask_2 gave_up set_2',
    'ask_2 next set_2',
    'set next ask_2',
    'start next ask',
  ]);
});

const hello: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', config: {} },
    { id: 'call', type: 'http', config: { url: 'https://status.example.com', saveAs: 'gateway' } },
    {
      id: 'up',
      type: 'condition',
      config: { cases: [{ id: 'x', when: { left: '{{ vars.gateway }}', op: 'eq', right: '1' } }] },
    },
    { id: 'beside', type: 'message', config: { text: 'Beside' } },
    { id: 'end', type: 'end', config: {} },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'call' },
    { from: 'call', port: 'next', to: 'up' },
    { from: 'call', port: 'error', to: 'up' },
    { from: 'up', port: 'case:x', to: 'end' },
    { from: 'up', port: 'else', to: 'beside' },
    { from: 'beside', port: 'next', to: 'end' },
  ],
  layout: {
    start: { x: 0, y: 0 },
    call: { x: 320, y: 0 },
    up: { x: 640, y: 0 },
    beside: { x: 960, y: 100 },
    end: { x: 1280, y: 0 },
  },
};

function extractedFrom({ document, ids }: { document: FlowDocument; ids: string[] }) {
  const extracted = extractSubflow({ document, ids: new Set(ids), key: 'part', name: 'Part' });
  if (typeof extracted === 'string') throw new Error(extracted);
  const called = applyOperations({ document, operations: extracted.operations });
  if (!called.ok) throw new Error(called.message);
  return { ...called.document, flow: extracted.flow };
}

test('what is put in the place of a part covers nothing: what comes after moves on', () => {
  const { layout } = extractedFrom({ document: hello, ids: ['call'] });
  expect(layout).toEqual({
    start: { x: 0, y: 0 },
    part: { x: 320, y: 0 },
    part_back: { x: 640, y: 0 },
    up: { x: 960, y: 0 },
    beside: { x: 1280, y: 100 },
    end: { x: 1600, y: 0 },
  });
  // Where the corner of what was selected is taken, and where no path leads on.
  const apart = {
    ...hello,
    layout: { ...hello.layout, beside: { x: 320, y: 0 }, call: { x: 320, y: 400 }, up: { x: 640, y: -100 } },
  };
  const corner = extractedFrom({
    document: { ...apart, edges: apart.edges.filter(({ from }) => from === 'start' || from === 'call') },
    ids: ['call', 'up'],
  });
  const boxes = boxesOf({ document: corner });
  for (const [index, box] of boxes.entries())
    for (const other of boxes.slice(index + 1))
      expect([box.id, other.id, overlap(box, other)]).toEqual([box.id, other.id, false]);
});

test('a variable that is first written in a part is no input of it, but where a path comes back to it, or it has a value at first', () => {
  const inputs = (document: FlowDocument) => extractedFrom({ document, ids: ['call'] }).flow.variables;
  expect(inputs(hello)).toEqual([]);
  const variable = { key: 'gateway', type: 'object' as const };
  expect(inputs({ ...hello, variables: [variable] })).toEqual([variable]);
  expect(inputs({ ...hello, variables: [{ ...variable, default: {} }] })).toEqual([
    { ...variable, default: {}, input: true },
  ]);
  const back = hello.edges.map((edge) => (edge.from === 'beside' ? { ...edge, to: 'call' } : edge));
  expect(inputs({ ...hello, edges: back })).toEqual([{ key: 'gateway', type: 'string', input: true }]);
});
