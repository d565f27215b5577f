import { describe, expect, test } from '@jest/globals';
import { applyOperations, type FlowDocument, type Operation } from '@patchbay/flow-spec';
import { alignItems } from './align-items.ts';
import { clipOf, clipText, readClip } from './clip.ts';
import { deleteSelection } from './delete-selection.ts';
import { findTexts, replaceIn } from './find-texts.ts';
import { pasteClip } from './paste-clip.ts';
import { renameVariable } from './rename-variable.ts';
import { scriptsNotFollowed } from './scripts-not-followed.ts';

const flow: FlowDocument = {
  format: 'patchbay.flow/1',
  key: 'f',
  name: 'F',
  variables: [
    { key: 'device', type: 'string' },
    { key: 'unused', type: 'string' },
  ],
  nodes: [
    { id: 'start', type: 'start', config: { greeting: 'Hello {{ vars.device }}' } },
    { id: 'ask', type: 'question', config: { text: 'Which device?', saveAs: 'device', expects: 'text' } },
    { id: 'say', type: 'message', label: 'Echo', config: { text: '{{ vars.device }} {{ nodes.ask }} costs $1' } },
    { id: 'run', type: 'script', config: { code: "return input.vars.device + input.vars['device'] + device;" } },
    { id: 'set', type: 'set', config: { assignments: [{ key: 'device.name', value: '{{ vars.device.name }}' }] } },
    { id: 'end', type: 'end', config: {} },
  ],
  edges: [
    { from: 'start', port: 'next', to: 'ask' },
    { from: 'ask', port: 'next', to: 'say' },
    { from: 'say', port: 'next', to: 'run' },
    { from: 'run', port: 'next', to: 'set' },
    { from: 'set', port: 'next', to: 'end' },
    { from: 'ask', port: 'gave_up', to: 'end' },
  ],
  layout: { start: { x: 0, y: 0 }, ask: { x: 300, y: 0 }, say: { x: 600, y: 0 } },
  notes: [{ id: 'n', text: 'The device is asked for', x: 0, y: 200 }],
  frames: [{ id: 'a', title: 'Device', x: 0, y: 0, width: 400, height: 300 }],
  translations: { de: { 'say.text': '{{ vars.device }} kostet', 'ask.text': 'Welches Gerät?' } },
};

function after(operations: Operation[] | string, document = flow): FlowDocument {
  if (typeof operations === 'string') throw new Error(operations);
  const result = applyOperations({ document, operations });
  if (!result.ok) throw new Error(result.message);
  const back = applyOperations({ document: result.document, operations: result.inverse });
  expect(back.ok && JSON.stringify(back.document)).toBe(JSON.stringify(document));
  return result.document;
}

describe('delete', () => {
  const without = (...ids: string[]) => after(deleteSelection({ document: flow, ids: new Set(ids) }));

  test('a path closes over what is taken out of it, several at once too', () => {
    expect(without('say').edges).toContainEqual({ from: 'ask', port: 'next', to: 'run' });
    expect(without('say', 'run', 'set').edges).toContainEqual({ from: 'ask', port: 'next', to: 'end' });
  });

  test('where a node led to several places, no way is guessed', () => {
    const forked: FlowDocument = {
      ...flow,
      nodes: [...flow.nodes, { id: 'fork', type: 'condition', config: { cases: [{ id: 'x', when: { all: [] } }] } }],
      edges: [
        { from: 'start', port: 'next', to: 'fork' },
        { from: 'fork', port: 'case:x', to: 'ask' },
        { from: 'fork', port: 'else', to: 'end' },
      ],
    };
    expect(after(deleteSelection({ document: forked, ids: new Set(['fork']) }), forked).edges).toEqual([]);
  });

  test('notes, frames and edges go, the only start stays', () => {
    const left = without('start', 'note:n', 'frame:a', 'edge:ask gave_up');
    expect(left.nodes[0]?.id).toBe('start');
    expect([left.notes, left.frames]).toEqual([[], []]);
    expect(left.edges).toHaveLength(flow.edges.length - 1);
  });
});

describe('copy and paste', () => {
  const clip = () => clipOf({ document: flow, ids: new Set(['ask', 'say', 'note:n', 'frame:a']) })!;

  test('as text and back, within the flow under new names that its texts follow', () => {
    const read = readClip(clipText(clip()))!;
    expect(read).toEqual(clip());
    const { ids, operations } = pasteClip({ document: flow, clip: read });
    expect(ids).toEqual(['ask_2', 'say_2', 'note:n_2', 'frame:a_2']);
    const pasted = after(operations);
    expect(pasted.nodes.at(-1)).toEqual({
      id: 'say_2',
      type: 'message',
      label: 'Echo',
      config: { text: '{{ vars.device }} {{ nodes.ask_2 }} costs $1' },
    });
    expect(pasted.edges.at(-1)).toEqual({ from: 'ask_2', port: 'next', to: 'say_2' });
    expect(pasted.translations?.de?.['ask_2.text']).toBe('Welches Gerät?');
    expect(pasted.layout?.ask_2).toEqual({ x: 340, y: 60 });
  });

  test('into another flow with the variables that it uses', () => {
    const other: FlowDocument = {
      ...flow,
      key: 'o',
      variables: [],
      nodes: [],
      edges: [],
      layout: {},
      translations: {},
    };
    const pasted = after(pasteClip({ document: other, clip: clip(), at: { x: 1000, y: 1000 } }).operations, other);
    expect(pasted.variables?.map((variable) => variable.key)).toEqual(['device']);
    expect(pasted.nodes.map((node) => node.id)).toEqual(['ask', 'say']);
    expect(pasted.layout?.ask).toEqual({ x: 1300, y: 1000 });
  });

  test.each(['', 'hello', '{}', '{"clip":"patchbay.clip/1"}', '{"clip":"patchbay.clip/1","flow":{"nodes":1}}'])(
    'text that is no clip is left alone: %s',
    (text) => expect(readClip(text)).toBeUndefined(),
  );
});

describe('rename a variable', () => {
  test('everywhere, and nothing else', () => {
    const renamed = after(renameVariable({ document: flow, key: 'device', to: 'machine' }));
    expect(renamed.variables?.map((variable) => variable.key)).toEqual(['machine', 'unused']);
    expect(renamed.nodes.map((node) => node.config)).toEqual([
      { greeting: 'Hello {{ vars.machine }}' },
      { text: 'Which device?', saveAs: 'machine', expects: 'text' },
      { text: '{{ vars.machine }} {{ nodes.ask }} costs $1' },
      { code: "return input.vars.machine + input.vars['machine'] + device;" },
      { assignments: [{ key: 'machine.name', value: '{{ vars.machine.name }}' }] },
      {},
    ]);
    expect(renamed.translations?.de?.['say.text']).toBe('{{ vars.machine }} kostet');
  });

  test('scripts in which it may stand otherwise are told', () => {
    const script = (id: string, code: string) => ({ id, type: 'script', config: { code } });
    const nodes = [
      script('plain', 'const { device } = input.vars; return device;'),
      script('worked_out', 'const name = "device"; return input.vars[name];'),
      script('other', 'return Object.keys(input.vars);'),
      { id: 'say', type: 'message', config: { text: 'const name = "device"; return input.vars[name];' } },
    ];
    expect(scriptsNotFollowed({ document: { ...flow, nodes }, key: 'device' })).toEqual(['worked_out']);
  });

  test.each(['1x', 'a b', 'unused', ''])('to %j is refused', (to) => {
    expect(typeof renameVariable({ document: flow, key: 'device', to })).toBe('string');
  });

  test('two that are used do not become one; what nothing uses yet may take the name of what a node saves', () => {
    const nodes = flow.nodes.map((node) =>
      node.id === 'end' ? { ...node, type: 'set', config: { assignments: [{ key: 'ticket', value: '1' }] } } : node,
    );
    const document = { ...flow, nodes };
    expect(renameVariable({ document, key: 'device', to: 'ticket' })).toBe('The flow has a variable “ticket” already.');
    expect(renameVariable({ document, key: 'unused', to: 'ticket' })).toEqual([
      { type: 'variable.set', key: 'unused', variable: { key: 'ticket', type: 'string' } },
    ]);
  });
});

describe('find and replace', () => {
  const search = { text: 'device', matchCase: false };

  test('in forms, notes, frames and translations', () => {
    const found = findTexts({ document: flow, search });
    expect(found.map(({ itemId, path, language, replace }) => [itemId, path, language, !!replace].join(' '))).toEqual([
      'start greeting  false',
      'ask text  true',
      'ask saveAs  false',
      'say text  false',
      'run code  false',
      'set assignments.0.key  false',
      'set assignments.0.value  false',
      'note:n text  true',
      'frame:a title  true',
      'say text de false',
    ]);
    expect(findTexts({ document: flow, search: { text: 'Device', matchCase: true } })).toHaveLength(1);
    const changed = after(
      found.flatMap((one) => one.replace?.(replaceIn({ text: one.text, search, by: '$& (x)' })) ?? []),
    );
    expect(changed.notes?.[0]?.text).toBe('The $& (x) is asked for');
  });

  test('what the flow is held together by is found and stays, what people read is replaced', () => {
    const when = { all: [{ left: '{{ vars.a }}', op: 'eq', right: ['a'] }] };
    const document: FlowDocument = {
      ...flow,
      nodes: [
        { id: 'start', type: 'start', config: { greeting: 'a {{ vars.a }} a{% if vars.a %}a{% endif %} {{ a' } },
        {
          id: 'pick',
          type: 'choice',
          config: { text: 'a', saveAs: 'a', options: [{ id: 'a', label: 'a', also: ['a'] }, 'a'] },
        },
        { id: 'if', type: 'condition', config: { cases: [{ id: 'a', label: 'a', when }] } },
        { id: 'get', type: 'http', config: { url: 'a/{{ vars.a }}', connection: 'a', headers: { a: 'a' } } },
        { id: 'other', type: 'not_known', config: { text: 'a' } },
      ],
      edges: [{ from: 'pick', port: 'option:a', to: 'if' }],
      translations: { de: { 'pick.text': 'a {{ vars.a }}' } },
    };
    const all = { text: 'a', matchCase: false };
    const operations = findTexts({ document, search: all }).flatMap(
      (one) => one.replace?.(replaceIn({ text: one.text, search: all, by: 'Z' })) ?? [],
    );
    const { nodes, edges, translations } = after(operations, document);
    expect(nodes.map((node) => node.config)).toEqual([
      { greeting: 'Z {{ vars.a }} Z{% if vars.a %}Z{% endif %} {{ Z' },
      { text: 'Z', saveAs: 'a', options: [{ id: 'a', label: 'Z', also: ['Z'] }, 'Z'] },
      { cases: [{ id: 'a', label: 'Z', when: { all: [{ left: '{{ vars.a }}', op: 'eq', right: ['Z'] }] } }] },
      { url: 'Z/{{ vars.a }}', connection: 'a', headers: { a: 'Z' } },
      { text: 'a' },
    ]);
    expect(edges).toEqual(document.edges);
    expect(translations).toEqual({ de: { 'pick.text': 'Z {{ vars.a }}' } });
  });

  test('what is searched means itself', () => {
    expect(findTexts({ document: flow, search: { text: '$1', matchCase: false } })).toHaveLength(1);
    expect(findTexts({ document: flow, search: { text: '.*', matchCase: false } })).toEqual([]);
  });
});

test('aligned to an edge or a middle, and spread with equal gaps', () => {
  const items = [
    { id: 'a', x: 0, y: 0, width: 100, height: 50 },
    { id: 'b', x: 150, y: 30, width: 50, height: 50 },
    { id: 'c', x: 400, y: 90, width: 100, height: 50 },
  ];
  const places = (to: Parameters<typeof alignItems>[0]['to'], axis: 'x' | 'y') =>
    [...alignItems({ items, to }).values()].map((place) => place[axis]);
  expect(places('left', 'x')).toEqual([0, 0, 0]);
  expect(places('right', 'x')).toEqual([400, 450, 400]);
  expect(places('middle', 'y')).toEqual([45, 45, 45]);
  expect(places('across', 'x')).toEqual([0, 225, 400]);
});

test('pasting among nodes of the same names takes no longer than they are many', () => {
  const timeOf = (count: number) => {
    const nodes = Array.from({ length: count }, (_, at) => ({
      id: `n${at}`,
      type: 'message',
      config: { text: `{{ nodes.n${at - 1}.text }}` },
    }));
    const document: FlowDocument = { ...flow, nodes, edges: [], translations: {} };
    const begun = performance.now();
    const { ids, operations } = pasteClip({ document, clip: document });
    const took = performance.now() - begun;
    expect(ids.slice(0, count)).toEqual(nodes.map(({ id }) => `${id}_2`));
    expect(operations).toContainEqual(
      expect.objectContaining({ node: { id: 'n7_2', type: 'message', config: { text: '{{ nodes.n6_2.text }}' } } }),
    );
    return took;
  };
  const small = Math.min(...[1, 2, 3].map(() => timeOf(100)));
  // Ten times as much; what grows with the square takes a hundred times as long.
  expect(timeOf(1_000)).toBeLessThan(small * 40 + 50);
});
