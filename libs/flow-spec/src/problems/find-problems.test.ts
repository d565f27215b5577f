import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FlowDocument, FlowEdge, FlowNode, FlowVariable } from '../flow-document.ts';
import { starterDocument } from '../starter-document.ts';
import { anyDocument } from '../testing/arbitrary-flow.ts';
import { testNodeTypes as types } from '../testing/node-types.ts';
import { findProblems } from './find-problems.ts';
import { PROBLEM_CODES } from './flow-problem.ts';
import type { Surroundings } from './requirement-problems.ts';

/** A flow from nodes, the start being there already, and edges written as `from.port > to`. What follows errors is said. */
function flow(nodes: FlowNode[], edges: string[], rest: Partial<FlowDocument> = {}): FlowDocument {
  const parsed = edges.map((text): FlowEdge => {
    const [left = '', to = ''] = text.split(' > ');
    const [from = '', port = 'next'] = left.split('.');
    return { from, port, to };
  });
  return {
    format: 'patchbay.flow/1',
    key: 'f',
    name: 'F',
    nodes: [{ id: 'start', type: 'start' }, ...nodes],
    edges: parsed,
    settings: { onError: 'apologise' },
    ...rest,
  };
}

const told = new Set<string>();

function problems(document: FlowDocument, surroundings?: Surroundings): string[] {
  return findProblems({ document, types, surroundings }).map((one) => {
    told.add(one.code);
    expect(one.message).toMatch(/^\S.*\.$/);
    return `${one.severity} ${one.code} ${[one.nodeId ?? '-', one.path].filter(Boolean).join(' ')}`;
  });
}

const say = (id: string, text = 'Hi'): FlowNode => ({ id, type: 'message', config: { text } });
const one = (type: string, config: Record<string, unknown>) => flow([{ id: 'x', type, config }], ['start > x']);
const options = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
];

test('a sound flow has none', () => {
  expect(problems(starterDocument({ key: 'f', name: 'F' }))).toEqual([]);
  expect(
    problems(
      flow(
        [{ id: 'x', type: 'choice', config: { text: 'Which?', options, saveAs: 'v' } }, say('y', '{{ vars.v }}')],
        ['start > x', 'x > y'],
      ),
    ),
  ).toEqual([]);
});

describe('starts and reach', () => {
  test('no start, which is said once', () => {
    expect(problems({ ...flow([], []), nodes: [say('x')] })).toEqual(['error start.missing - nodes']);
  });
  test('two starts', () => {
    expect(problems(flow([{ id: 'second', type: 'start' }, say('x')], ['start > x', 'second > x']))).toEqual([
      'error start.several second',
    ]);
  });
  test('a node that no path leads to', () => {
    expect(problems(flow([say('x'), say('y'), say('z')], ['start > x', 'y > z']))).toEqual([
      'warning node.unreachable y',
      'warning node.unreachable z',
    ]);
  });
  test('settings and intents that are tried at any time lead to nodes too', () => {
    const settings = { onError: { goto: 'x' }, onStuck: { goto: 'y' } };
    expect(problems(flow([say('m'), say('x'), say('y')], ['start > m'], { settings }))).toEqual([]);
    const intent: FlowNode = { id: 'i', type: 'intent', config: { anytime: true } };
    expect(problems(flow([say('m'), intent], ['start > m']))).toEqual(['error node.unknown_type i']);
  });
});

describe('edges', () => {
  test('from a port that there is not', () => {
    expect(problems(flow([say('x'), say('y')], ['start > x', 'x.done > y']))).toEqual([
      'error edge.port_unknown x done',
    ]);
  });
  test('missing where a branch should lead on', () => {
    const choice: FlowNode = { id: 'x', type: 'choice', config: { text: 'Which?', options } };
    expect(problems(flow([choice, say('y')], ['start > x', 'x.option:a > y']))).toEqual([
      'warning edge.missing x option:b',
    ]);
    expect(problems(one('condition', { cases: [{ id: 'c', when: { left: 1 } }] }))).toEqual([
      'warning edge.missing x case:c',
    ]);
    expect(problems(one('loop', { items: '{{ vars.i }}', itemVar: 'i' }))).toEqual(['warning edge.missing x each']);
    expect(problems(flow([say('x')], []))).toEqual(['warning node.unreachable x', 'warning edge.missing start next']);
  });
  test('a path may end at a message, at an error that the settings speak of and at an option with another way', () => {
    expect(problems(flow([{ id: 'x', type: 'script', config: { code: 'return 1' } }], ['start > x']))).toEqual([]);
  });
  test('a way on that was forgotten where others lead to an end', () => {
    const end: FlowNode = { id: 'e', type: 'end', config: {} };
    const choice: FlowNode = { id: 'x', type: 'choice', config: { text: 'Which?', options } };
    const both = [choice, say('y'), say('z'), end];
    const led = ['start > x', 'x.option:a > y', 'x.option:b > z', 'z > e'];
    expect(problems(flow(both, led))).toEqual(['warning edge.missing y next']);
    expect(problems(flow(both, [...led, 'y > e']))).toEqual([]);
    // Nothing ends there, or it returns to where it came from.
    expect(problems(flow([choice, say('y'), say('z')], led.slice(0, 3)))).toEqual([]);
    const settings = { onError: 'apologise', onStuck: { goto: 's' } } as const;
    expect(problems(flow([say('s'), say('y'), end], ['start > y', 'y > e'], { settings }))).toEqual([]);
  });
  test('an error that leads nowhere, and of which the settings say nothing', () => {
    const script: FlowNode = { id: 'x', type: 'script', config: { code: 'return 1' } };
    const silent = { settings: { onStuck: 'repeat' } } as const;
    expect(problems(flow([script], ['start > x'], silent))).toEqual(['warning edge.error_unrouted x error']);
    expect(problems(flow([script, say('y')], ['start > x', 'x.error > y'], silent))).toEqual([]);
  });
});

describe('cycles', () => {
  const set = (id: string): FlowNode => ({ id, type: 'set', config: { assignments: [{ key: 'n', value: '1' }] } });
  const condition = (id: string): FlowNode => ({
    id,
    type: 'condition',
    config: { cases: [{ id: 'c', when: { left: '{{ vars.n }}' } }] },
  });
  test('without a way out', () => {
    expect(problems(flow([set('x'), say('y')], ['start > x', 'x > y', 'y > x']))).toEqual([
      'error cycle.endless x',
      'error cycle.endless y',
    ]);
    expect(problems(flow([set('x')], ['start > x', 'x > x']))).toEqual(['error cycle.endless x']);
  });
  test('with a way out', () => {
    expect(
      problems(flow([set('x'), condition('y'), say('z')], ['start > x', 'x > y', 'y.case:c > x', 'y.else > z'])),
    ).toEqual(['warning cycle.no_wait x', 'warning cycle.no_wait y']);
    expect(
      problems(
        flow([{ id: 'x', type: 'script', config: { code: '1' } }, say('y')], ['start > x', 'x > x', 'x.error > y']),
      ),
    ).toEqual(['warning cycle.no_wait x']);
  });
  test('with a wait, or bounded by a loop', () => {
    const choice: FlowNode = { id: 'x', type: 'choice', config: { text: 'Which?', options } };
    expect(problems(flow([choice, set('y')], ['start > x', 'x > y', 'y > x']))).toEqual([]);
    const loop: FlowNode = { id: 'l', type: 'loop', config: { items: '{{ vars.n }}', itemVar: 'i' } };
    expect(problems(flow([loop, set('y')], ['start > l', 'l.each > y', 'y > l']))).toEqual([]);
    expect(problems(flow([loop, set('y')], ['start > l', 'l.each > y', 'y > l', 'l.done > l']))).toEqual([
      'error cycle.endless l',
    ]);
  });
});

describe('loops', () => {
  const loop = (id: string): FlowNode => ({ id, type: 'loop', config: { items: [1], itemVar: 'i' } });
  const choice: FlowNode = { id: 'x', type: 'choice', config: { text: 'Which?', options } };
  const end: FlowNode = { id: 'e', type: 'end', config: {} };
  test('to which nothing leads back take the first item only', () => {
    expect(problems(flow([loop('l'), say('y')], ['start > l', 'l.each > y']))).toEqual([
      'warning edge.no_way_back l each',
    ]);
    expect(problems(flow([loop('l'), end], ['start > l', 'l.each > e', 'l.done > e']))).toEqual([
      'warning edge.no_way_back l each',
    ]);
    // What comes back to another loop does not come back to this one.
    expect(
      problems(flow([loop('l'), loop('m'), say('y')], ['start > l', 'l.each > m', 'm.each > y', 'm.done > l'])),
    ).toEqual(['warning edge.no_way_back m each']);
  });
  test('are left on purpose where another path leads back', () => {
    expect(
      problems(
        flow([loop('l'), choice, end], ['start > l', 'l.each > x', 'x.option:a > e', 'x.option:b > l', 'l.done > e']),
      ),
    ).toEqual([]);
    expect(problems(flow([loop('l')], ['start > l', 'l.each > l']))).toEqual([]);
    expect(
      problems(
        flow([loop('l'), loop('m'), say('y')], ['start > l', 'l.each > m', 'm.each > y', 'y > m', 'm.done > l']),
      ),
    ).toEqual([]);
  });
});

describe('configs', () => {
  const messages = (type: string, config: Record<string, unknown>) =>
    findProblems({ document: one(type, config), types })
      .filter((problem) => problem.code.startsWith('config'))
      .map((problem) => `${problem.path}: ${problem.message}`);

  test('are told by sentences that name the field', () => {
    expect(problems(one('message', { text: 'x', colour: 1 }))).toEqual(['error config.unknown_key x colour']);
    expect(messages('choice', { options: [], style: 'round', retries: 'x', multiple: 1, colour: 1 })).toEqual([
      'text: "text" is missing: fill it in.',
      'options: "options": Add at least one option.',
      'style: "style" must be one of: buttons, dropdown.',
      'retries: "retries" must be a number.',
      'multiple: "multiple" must be true or false.',
      'colour: "colour" is no setting of this node: remove it.',
    ]);
    expect(messages('choice', { text: '', options: [{ id: 'a' }], retries: 21 })).toEqual([
      'text: "text" is empty: fill it in.',
      'options.0.label: "options.0.label" is missing: fill it in.',
      'retries: "retries" must be at most 20.',
    ]);
    expect(messages('http', { url: 'x', from: 2, until: 1 })).toEqual([': The end must come after the beginning.']);
    expect(messages('message', { text: ['x'] })).toEqual(['text: "text" must be a text.']);
  });

  test('may hold a template wherever a value is expected, but in raw fields', () => {
    expect(
      messages('choice', {
        text: 'x',
        options: '{{ vars.list }}',
        style: '{{ vars.s }}',
        retries: '{{ 1 }}',
        multiple: '{% if true %}true{% endif %}',
      }),
    ).toEqual([]);
    expect(messages('choice', { text: 'x', options: ['{{ vars.a }}', { id: 'b', label: '{{ vars.b }}' }] })).toEqual(
      [],
    );
    expect(messages('http', { url: 'x', from: '{{ 5 }}', until: 1 })).toEqual([]);
    expect(messages('http', { url: 'x', body: { kind: 'json', value: '{{ vars.n }}' } })).toEqual([]);
    expect(messages('http', { url: 'x', body: { kind: 'text', value: '{{ vars.n }}' } })).toEqual([]);
    expect(messages('http', { url: 'x', body: { kind: 'json', value: 'n' } })).toEqual([
      'body.value: "body.value" must be a number.',
    ]);
    expect(messages('condition', { cases: '{{ vars.list }}' })).toEqual(['cases: "cases" must be a list.']);
  });

  test('of unknown types and newer versions are told as such', () => {
    expect(problems(one('teleport', { any: 'thing {{' }))).toEqual(['error node.unknown_type x']);
    expect(problems(flow([{ ...say('x'), version: 2 }], ['start > x']))).toEqual(['error node.newer_version x']);
  });

  test('are looked at by their types too', () => {
    expect(
      problems(one('choice', { text: 'x', options: [...options, { id: 'c', label: 'C' }], style: 1 })).filter((text) =>
        text.includes('choice'),
      ),
    ).toEqual(['warning choice.many x options']);
  });
});

describe('templates', () => {
  const text = (value: string, rest: Partial<FlowDocument> = {}) =>
    problems(flow([say('x', value)], ['start > x'], rest));
  test('that do not parse, or are too long', () => {
    expect(text('{{ vars.x')).toEqual(['error template.parse x text']);
    expect(text('{% include "x" %}')).toEqual(['error template.parse x text']);
    expect(text(`{{ 1 }}${'x'.repeat(300_000)}`)).toEqual(['error template.limit x text']);
  });
  test('that read what is not known, each name once', () => {
    expect(text('{{ vars.gone }} {{ vars.gone.deep }}')).toEqual(['warning variable.unknown x text']);
    expect(text('{{ nodes.gone.x }}')).toEqual(['warning reference.unknown x text']);
    expect(text('{{ gone }}')).toEqual(['warning reference.unknown x text']);
  });
  test('that end a path in a dot, each path once', () => {
    const rest = { variables: [{ key: 'v', type: 'object' as const, default: {} }] };
    expect(text('{{ vars.v. }} {{ vars.v. | json }} {{ vars.v.a }}', rest)).toEqual([
      'warning template.loose_dot x text',
    ]);
  });
  test('that read what is known', () => {
    expect(
      text(
        '{{ vars.v }} {{ nodes.x }} {{ user.name }} {{ message.text }} {{ now }} {{ conversation.id }} {{ flow.key }} {{ env.a }}',
        { variables: [{ key: 'v', type: 'string', default: '' }] },
      ),
    ).toEqual([]);
    expect(
      text(
        '{% assign a = 1 %}{{ a }} {% for i in (1..3) %}{{ i }}{{ forloop.index }}{% endfor %} {{ "x" | upcase }} {% if empty == blank %}{% endif %}',
      ),
    ).toEqual([]);
    const nodes: FlowNode[] = [
      { id: 's', type: 'set', config: { assignments: [{ key: 'deep.part', value: '{{ vars.i }}' }] } },
      { id: 'l', type: 'loop', config: { items: [], itemVar: 'i' } },
      { id: 'c', type: 'script', config: { code: 'return `{{ vars.no }}`', saveAs: 'r' } },
      say('x', '{{ vars.deep.part }}{{ vars.i }}{{ vars.r }}{{ vars.e }}'),
      { id: 'u', type: 'teleport', config: { extract: [{ saveAs: 'e' }] } },
    ];
    expect(problems(flow(nodes, ['start > u', 'u > l', 'l.each > c', 'c > s', 's > l', 'l.done > x']))).toEqual([
      'error node.unknown_type u',
    ]);
  });
  test('in raw fields, code apart', () => {
    expect(problems(one('set', { assignments: [{ key: 'a', value: '{{ vars.gone }}' }] }))).toEqual([
      'warning variable.unknown x assignments.0.value',
    ]);
    expect(problems(one('script', { code: '{{{% not a template' }))).toEqual([]);
  });
});

describe('variables that templates read', () => {
  const set = (id: string, key = 'v', value = '1'): FlowNode => ({
    id,
    type: 'set',
    config: { assignments: [{ key, value }] },
  });
  const choice: FlowNode = { id: 'x', type: 'choice', config: { text: 'Which?', options, saveAs: 'v' } };
  const reads = say('r', '{{ vars.v }}');
  const variable = (rest: Partial<FlowVariable> = {}) => ({
    variables: [{ key: 'v', type: 'string' as const, ...rest }],
  });

  test('and that are never set', () => {
    expect(problems(flow([reads], ['start > r'], variable()))).toEqual(['warning variable.never_set r text']);
    expect(problems(flow([say('x')], ['start > x'], variable()))).toEqual([]);
    for (const given of [{ default: '' }, { default: null }, { input: true }])
      expect(problems(flow([reads], ['start > r'], variable(given)))).toEqual([]);
  });
  test('and that are only set later', () => {
    const late = ['warning variable.set_later r text'];
    const edges = ['start > r', 'r > x', 'x > y'];
    expect(problems(flow([reads, choice, say('y')], edges))).toEqual(late);
    expect(problems(flow([reads, choice, say('y')], edges, variable()))).toEqual(late);
    expect(problems(flow([reads, choice, say('y')], edges, variable({ default: '' })))).toEqual([]);
    // The other branch sets it.
    const fork = [choice, set('s', 'n'), say('r', '{{ vars.n }} {{ vars.v }} {{ vars.n }}')];
    expect(problems(flow(fork, ['start > x', 'x.option:a > s', 'x > r']))).toEqual(late);
    // Where no path leads at all, that is what is wrong.
    expect(problems(flow([reads, set('s')], ['start > s', 'r > s']))).toEqual(['warning node.unreachable r']);
  });
  test('and that were set before, on some way', () => {
    expect(problems(flow([choice, reads], ['start > x', 'x > r']))).toEqual([]);
    expect(problems(flow([reads, choice], ['start > r', 'r > x', 'x > r']))).toEqual([]);
    expect(problems(flow([set('s'), choice, reads], ['start > x', 'x.option:a > s', 's > r', 'x > r']))).toEqual([]);
    expect(problems(one('set', { assignments: [{ key: 'n', value: '{{ vars.n }}' }] }))).toEqual([]);
    const loop: FlowNode = { id: 'l', type: 'loop', config: { items: [], itemVar: 'v' } };
    expect(
      problems(flow([loop, reads, say('d', '{{ vars.v }}')], ['start > l', 'l.each > r', 'r > l', 'l.done > d'])),
    ).toEqual([]);
  });
  test('and what settings lead to may come before and after all', () => {
    const goto = { settings: { onError: { goto: 'g' } } };
    expect(problems(flow([reads, set('g')], ['start > r'], goto))).toEqual([]);
    expect(problems(flow([choice, say('g', '{{ vars.v }}')], ['start > x', 'x > start'], goto))).toEqual([]);
  });
  test('unless they ask whether there is a value', () => {
    const asked = (text: string) => problems(flow([say('r', text), choice, say('y')], ['start > r', 'r > x', 'x > y']));
    expect(asked('{{ vars.v }}')).toEqual(['warning variable.set_later r text']);
    expect(asked('{{ vars.v | default: "you" }}')).toEqual([]);
    expect(asked('{% if vars.v %}Again{% endif %}')).toEqual([]);
  });
});

test('settings', () => {
  const settings = (value: Record<string, unknown>) =>
    problems({ ...starterDocument({ key: 'f', name: 'F' }), settings: value });
  expect(
    settings({
      maxStepsPerTurn: 50,
      onError: 'apologise',
      onStuck: 'repeat',
      texts: { error: 'x', de: { error: 'y' } },
      back: false,
    }),
  ).toEqual([]);
  expect(
    settings({
      maxStepsPerTurn: 0,
      onError: 'x',
      onStuck: [],
      idle: { minutes: 0 },
      back: 1,
      texts: { a: 1 },
      other: 1,
    }),
  ).toEqual([
    'error settings.invalid - settings.other',
    'error settings.invalid - settings.maxStepsPerTurn',
    'error settings.invalid - settings.onError',
    'error settings.invalid - settings.onStuck',
    'error settings.invalid - settings.idle',
    'error settings.invalid - settings.back',
    'error settings.invalid - settings.texts',
  ]);
  expect(settings({ onError: 'handoff', onStuck: 'handoff' })).toEqual([
    'error handoff.unsupported - settings.onError',
    'error handoff.unsupported - settings.onStuck',
  ]);
  expect(settings({ idle: { minutes: 5, goto: 'gone' }, back: true, onError: { goto: 'gone' } })).toEqual([
    'warning feature.inactive - settings.idle',
    'warning feature.inactive - settings.back',
    'error goto.unknown - settings.onError.goto',
    'error goto.unknown - settings.idle.goto',
  ]);
});

test('variables, and keys that parts do not have', () => {
  const document = {
    ...starterDocument({ key: 'f', name: 'F' }),
    variables: [
      { key: 'a', type: 'date' },
      { key: 'b', type: 'number', default: 'x', input: 1, scope: 'galaxy', description: 1, more: 1 },
      { key: 'c', type: 'array', default: [], scope: 'user' },
      { key: 'd', type: 'object', default: {} },
    ],
    edges: [{ from: 'start', port: 'next', to: 'hello', label: 'x' }],
    notes: [{ id: 'n', text: '', x: 0, y: 0, pinned: true }],
  };
  expect(problems(document as never)).toEqual([
    'error key.unknown - edges.0.label',
    'error key.unknown - variables.1.more',
    'error key.unknown - notes.0.pinned',
    'error variable.invalid - variables.0.type',
    'warning variable.default_type - variables.1.default',
    'error variable.invalid - variables.1.input',
    'error variable.invalid - variables.1.scope',
    'error variable.invalid - variables.1.description',
    'warning feature.inactive - variables.2.scope',
  ]);
});

test('translations', () => {
  const document = flow(
    [{ id: 'x', type: 'choice', config: { text: 'Which?', options } }],
    ['start > x', 'x > start'],
    {
      translations: {
        de: {
          'x.text': 'Was?',
          'x.options.a.label': 'Ah',
          'x.options.1.label': '{{ vars.gone }}',
          'x.options.c.label': 'C',
          'gone.text': 'x',
          x: 'x',
          'x.options': 'x',
        },
        fr: { 'x.text': '{{' },
      },
    },
  );
  expect(problems(document)).toEqual([
    'warning variable.unknown - translations.de.x.options.1.label',
    'warning translation.unknown_path - translations.de.x.options.c.label',
    'warning translation.unknown_path - translations.de.gone.text',
    'warning translation.unknown_path - translations.de.x',
    'warning translation.unknown_path - translations.de.x.options',
    'error template.parse - translations.fr.x.text',
  ]);
});

test('what a flow needs of its workspace', () => {
  const call = (id: string, key: string): FlowNode => ({ id, type: 'subflow', config: { flow: key } });
  const document = flow(
    [
      call('a', 'f'),
      call('b', 'round'),
      call('c', 'gone'),
      call('d', 'draft'),
      call('e', 'good'),
      call('g', '{{ vars.v }}'),
      { id: 'h', type: 'http', config: { url: '{{ env.base }}/{{ env.there }}', connection: 'mail' } },
      { id: 'i', type: 'http', config: { url: '/', connection: 'bare' } },
      { id: 'j', type: 'http', config: { url: '/', connection: 'ready' } },
    ],
    ['start > a', 'a > b', 'b > c', 'c > d', 'd > e', 'e > g', 'g > h', 'h > i', 'i > j'],
    { variables: [{ key: 'v', type: 'string', default: '' }] },
  );
  expect(problems(document)).toEqual(['error subflow.recursive a flow']);
  const surroundings: Surroundings = {
    connections: new Map([
      ['bare', { credential: false }],
      ['ready', { credential: true }],
    ]),
    env: new Set(['there']),
    flows: new Map([
      ['round', { published: true, calls: ['further'] }],
      ['further', { published: true, calls: ['round', 'f'] }],
      ['draft', { published: false, calls: [] }],
      ['good', { published: true, calls: ['good'] }],
    ]),
  };
  expect(problems(document, surroundings)).toEqual([
    'error subflow.recursive a flow',
    'error subflow.recursive b flow',
    'error subflow.missing c flow',
    'error subflow.not_published d flow',
    'error connection.missing h connection',
    'warning connection.no_credential i connection',
    'error env.missing h url',
  ]);
});

test('every code is told by some test above', () => {
  expect(Object.keys(PROBLEM_CODES).filter((code) => !told.has(code))).toEqual([]);
});

test('any document that is let in has its problems found without a fault', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      expect(Array.isArray(findProblems({ document, types }))).toBe(true);
    }),
    { seed: Number(process.env.PATCHBAY_TEST_SEED ?? 1), numRuns: process.env.PATCHBAY_TEST_LONG ? 20_000 : 500 },
  );
}, 300_000);
