import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument } from '../flow-document.ts';
import { applyOperations } from '../operations/apply-operation.ts';
import { anyDocument } from '../testing/arbitrary-flow.ts';
import { testNodeTypes as types } from '../testing/node-types.ts';
import { closestName } from './closest-name.ts';
import { findProblems } from './find-problems.ts';
import { quickFixes } from './quick-fixes.ts';

const base: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [{ key: 'device', type: 'string', default: '' }],
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'say', type: 'message', config: { text: 'Your {{ vars.devise | upcase }} and {{ nodes.sya.text }}' } },
    {
      id: 'ask',
      type: 'choice',
      config: {
        text: 'Which?',
        options: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
        ],
        shade: 'red',
      },
    },
    { id: 'lost', type: 'message', config: { text: 'Nobody comes here' } },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'say' },
    { from: 'say', port: 'next', to: 'ask' },
    { from: 'ask', port: 'option:a', to: 'say' },
    { from: 'ask', port: 'option:gone', to: 'say' },
  ],
  settings: { onError: { goto: 'nowhere' } },
};

const codes = (document: FlowDocument) =>
  findProblems({ document, types }).map((problem) => `${problem.code} ${problem.nodeId} ${problem.path}`);

describe('quick fixes', () => {
  test.each(
    findProblems({ document: base, types }).map((problem) => ({ name: `${problem.code} ${problem.path}`, problem })),
  )('$name: every way mends it and brings no other fault of its kind', ({ problem }) => {
    const fixes = quickFixes({ document: base, types, problem });
    expect(fixes.length).toBeGreaterThan(0);
    for (const { operations, label } of fixes) {
      const result = applyOperations({ document: base, operations });
      if (!result.ok) throw new Error(label);
      const left = codes(result.document);
      expect(left).not.toContain(`${problem.code} ${problem.nodeId} ${problem.path}`);
      expect(left.length).toBeLessThan(codes(base).length);
    }
  });

  test('what is added stands on no card', () => {
    const nodes = [
      { id: 'ask', type: 'choice', config: { text: '?', options: [{ id: 'a', label: 'A' }] } },
      { id: 'say', type: 'message', config: { text: 'x' } },
    ];
    const layout = { ask: { x: 0, y: 0 }, say: { x: 320, y: 40 } };
    const document: FlowDocument = { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges: [], layout };
    for (const code of ['start.missing', 'edge.missing']) {
      const problem = findProblems({ document, types }).find((one) => one.code === code)!;
      const fixes = quickFixes({ document, types, problem });
      const added = fixes.flatMap((fix) => fix.operations).find((operation) => operation.type === 'node.add');
      const { x, y } = added!.type === 'node.add' ? added!.position! : { x: 0, y: 0 };
      for (const card of Object.values(layout))
        expect([code, Math.abs(card.x - x) >= 320 || Math.abs(card.y - y) >= 200]).toEqual([code, true]);
    }
  });

  test('a forgotten path is led to the nearest node on that nothing leads to, before it is led to an end', () => {
    const nodes = [
      { id: 'start', type: 'start' },
      { id: 'ask', type: 'message', config: { text: 'a' } },
      { id: 'near', type: 'message', label: 'Near', config: { text: 'b' } },
      { id: 'end', type: 'end' },
    ];
    const layout = {
      start: { x: 0, y: 0 },
      ask: { x: 320, y: 0 },
      near: { x: 640, y: 100 },
      end: { x: 960, y: 0 },
    };
    const edges = [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'near', port: 'next', to: 'end' },
    ];
    const document: FlowDocument = { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges, layout };
    const problem = findProblems({ document, types }).find((one) => one.code === 'edge.missing')!;
    expect(problem).toMatchObject({ nodeId: 'ask', path: 'next', severity: 'warning' });
    expect(quickFixes({ document, types, problem }).map((fix) => fix.label)).toEqual([
      'Lead it to “Near”',
      'Lead it to “end”',
    ]);
    // Without a label, what the card says.
    const said = {
      get: (type: string) => {
        const known = types.get(type);
        return known && { ...known, title: 'Message', summary: ({ text }: Record<string, unknown>) => `Says ${text}` };
      },
    };
    const bare = { ...document, nodes: nodes.map(({ label: _, ...node }) => node) };
    const [fix] = quickFixes({ document: bare, types: said, problem });
    expect(fix?.label).toBe('Lead it to “Message: Says b”');
    const long = { ...bare, nodes: bare.nodes.map((node) => ({ ...node, config: { text: 'word '.repeat(20) } })) };
    const label = quickFixes({ document: long, types: said, problem })[0]?.label;
    expect(label).toMatch(/^Lead it to “Message: Says word word.*…”$/);
    expect(label?.length).toBeLessThan(65);
    const alone = { ...document, edges: edges.slice(0, 1) };
    expect(quickFixes({ document: alone, types, problem }).map((fix) => fix.label)).toEqual([
      'Lead it to “Near”',
      'Lead it to “end”',
    ]);
    const only = { ...alone, nodes: nodes.filter((node) => node.id !== 'near') };
    expect(quickFixes({ document: only, types, problem }).map((fix) => fix.label)).toEqual(['Lead it to “end”']);
  });

  test('what a loop does with each item is led back to it, by all its ends', () => {
    const nodes = [
      { id: 'start', type: 'start' },
      { id: 'loop', type: 'loop', config: { items: [1], itemVar: 'app' } },
      {
        id: 'ask',
        type: 'choice',
        config: { text: '?', options: ['a', 'b'].map((id) => ({ id, label: id })) },
      },
      { id: 'say', type: 'message', config: { text: 'a' } },
      { id: 'inner', type: 'loop', config: { items: [1], itemVar: 'b' } },
      { id: 'deep', type: 'message', config: { text: 'b' } },
      { id: 'after', type: 'message', config: { text: 'c' } },
      { id: 'end', type: 'end' },
    ];
    const edges = [
      { from: 'start', port: 'next', to: 'loop' },
      { from: 'loop', port: 'each', to: 'ask' },
      { from: 'loop', port: 'done', to: 'after' },
      { from: 'ask', port: 'option:a', to: 'say' },
      { from: 'ask', port: 'next', to: 'inner' },
      { from: 'inner', port: 'each', to: 'deep' },
      { from: 'deep', port: 'next', to: 'inner' },
    ];
    const document: FlowDocument = { format: 'patchbay.flow/1', key: 'f', name: 'F', nodes, edges };
    const fixesOf = (of: FlowDocument, code: string, nodeId: string) =>
      quickFixes({
        document: of,
        types,
        problem: findProblems({ document: of, types }).find((one) => one.code === code && one.nodeId === nodeId)!,
      });
    const back = { label: 'Lead it back to the loop' };
    const led = (...from: string[]) =>
      from.map((port) => {
        const [node = '', name = 'next'] = port.split('.');
        return { type: 'edge.add', edge: { from: node, port: name, to: 'loop' } };
      });
    expect(fixesOf(document, 'edge.no_way_back', 'loop')).toEqual([{ ...back, operations: led('say', 'inner.done') }]);
    // Where another path leads back, one that falls silent may be meant to.
    expect(fixesOf(document, 'edge.missing', 'say')).toMatchObject([
      { ...back, operations: led('say') },
      { label: 'Lead it to “end”' },
    ]);
    // What follows the loop as well would begin it again.
    const shared = { ...document, edges: edges.map((edge) => (edge.port === 'done' ? { ...edge, to: 'say' } : edge)) };
    expect(fixesOf(shared, 'edge.no_way_back', 'loop')).toEqual([{ ...back, operations: led('inner.done') }]);
    // An end would close the conversation at the first item.
    const free = { ...document, edges: edges.filter((edge) => edge.port !== 'each') };
    expect(fixesOf(free, 'edge.missing', 'loop')).toEqual([
      {
        label: 'Lead it to a message that leads back to the loop',
        operations: [
          { type: 'node.add', node: { id: 'loop_each', type: 'message', config: { text: '{{ vars.app }}' } } },
          { type: 'edge.add', edge: { from: 'loop', port: 'each', to: 'loop_each' } },
          ...led('loop_each'),
        ],
      },
    ]);
  });

  test.each([
    ['Word, Excel', ['Word', 'Excel']],
    ['["Word", “Excel”;]', ['Word', 'Excel']],
    ['Word', ['Word']],
  ])('the text %s where a list is to stand at first is made one', (text, items) => {
    const variable = { key: 'wanted', type: 'array' as const, default: text };
    const document: FlowDocument = { ...base, variables: [...(base.variables ?? []), variable] };
    const problem = findProblems({ document, types }).find((one) => one.code === 'variable.default_type')!;
    expect(problem.message).toBe(
      'The value at first of the variable "wanted" must be a list, such as ["Word", "Excel"].',
    );
    expect(quickFixes({ document, types, problem })).toEqual([
      {
        label: `Make it a list: ${items.join(' | ')}`,
        operations: [{ type: 'variable.set', key: 'wanted', variable: { ...variable, default: items } }],
      },
    ]);
  });

  test('a mistyped name is written as it was meant, before it is declared', () => {
    const problem = findProblems({ document: base, types }).find((one) => one.code === 'variable.unknown');
    expect(quickFixes({ document: base, types, problem: problem! })).toEqual([
      {
        label: 'Write “device” instead',
        operations: [
          {
            type: 'node.set',
            id: 'say',
            path: ['text'],
            value: 'Your {{ vars.device | upcase }} and {{ nodes.sya.text }}',
          },
        ],
      },
      {
        label: 'Declare “devise”',
        operations: [{ type: 'variable.add', variable: { key: 'devise', type: 'string', default: '' } }],
      },
    ]);
  });

  test('a flow without a start gets one that leads to where nothing leads', () => {
    const document = { ...base, nodes: base.nodes.slice(1), edges: base.edges.slice(1) };
    const problem = findProblems({ document, types }).find((one) => one.code === 'start.missing')!;
    const [fix] = quickFixes({ document, types, problem });
    expect(fix?.operations.at(-1)).toEqual({ type: 'edge.add', edge: { from: 'start', port: 'next', to: 'lost' } });
  });

  describe('an error that leads nowhere', () => {
    const silent: FlowDocument = {
      ...base,
      nodes: [
        { id: 'start', type: 'start' },
        { id: 'read', type: 'http', config: { url: 'https://status.example.com' } },
        { id: 'say', type: 'message', config: { text: 'All is well' } },
      ],
      edges: [
        { from: 'start', port: 'next', to: 'read' },
        { from: 'read', port: 'next', to: 'say' },
      ],
      layout: { start: { x: 0, y: 0 }, read: { x: 320, y: 0 }, say: { x: 640, y: 0 }, lost: { x: 700, y: 150 } },
      settings: {},
    };
    const mended = (document: FlowDocument) => {
      const [problem, ...others] = findProblems({ document, types });
      expect([problem?.code, others]).toEqual(['edge.error_unrouted', []]);
      return quickFixes({ document, types, problem: problem! }).map(({ label, operations }) => {
        const result = applyOperations({ document, operations });
        if (!result.ok) throw new Error(label);
        expect(codes(result.document)).toEqual([]);
        return result.document;
      });
    };

    test('is led to a message of its own beside it, where no card is, or the settings say that the flow apologises', () => {
      const [led, said] = mended(silent);
      expect(led?.nodes.at(-1)).toEqual({
        id: 'read_failed',
        type: 'message',
        config: { text: 'Sorry, something went wrong. Please try again later.' },
      });
      expect(led?.edges.at(-1)).toEqual({ from: 'read', port: 'error', to: 'read_failed' });
      expect(led?.layout?.read_failed).toEqual({ x: 640, y: 350 });
      expect(said?.settings).toEqual({ onError: 'apologise' });
    });

    test('is told of in the languages of the flow', () => {
      const german = 'Leider ist etwas schiefgegangen. Bitte versuchen Sie es später noch einmal.';
      expect(mended({ ...silent, language: 'de-CH' })[0]?.nodes.at(-1)?.config).toEqual({ text: german });
      const translations = { de: { 'say.text': 'Alles gut' }, fr: { 'say.text': 'Tout va bien' } };
      expect(mended({ ...silent, translations })[0]?.translations).toEqual({
        de: { 'say.text': 'Alles gut', 'read_failed.text': german },
        fr: { 'say.text': 'Tout va bien' },
      });
    });
  });

  test('whatever the document, what is offered can be applied', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        for (const problem of findProblems({ document, types }))
          for (const { operations } of quickFixes({ document, types, problem }))
            expect(applyOperations({ document, operations }).ok).toBe(true);
      }),
      { numRuns: 200, seed: Number(process.env.PATCHBAY_TEST_SEED ?? 1) },
    );
  });
});

test('the closest name is one that is surely meant', () => {
  const known = ['device', 'deviceName', 'id', 'user'];
  expect(closestName({ name: 'devise', known })).toBe('device');
  expect(closestName({ name: 'dveice', known })).toBe('device');
  expect(closestName({ name: 'Device', known })).toBe('device');
  expect(closestName({ name: 'printer', known })).toBeUndefined();
  expect(closestName({ name: 'ib', known: ['id', 'is'] })).toBeUndefined();
});
