import { type Condition, summariseCondition } from '@patchbay/expressions';
import {
  type FlowDocument,
  type FlowProblem,
  findProblems,
  PROBLEM_CODES,
  type Surroundings,
} from '@patchbay/flow-spec';
import { nodeDefinitions, nodeRegistry } from '@patchbay/nodes';
import { i18n } from '../i18n.ts';
import { addSourceTexts, localise } from '../localise.ts';
import { sourceTexts } from '../source-texts.ts';
import { germanOf } from './index.ts';
import { documentsOf, flow } from './testing/faulty-documents.ts';

beforeAll(async () => {
  addSourceTexts('de', sourceTexts(germanOf));
  await i18n.changeLanguage('de');
});
afterAll(() => i18n.changeLanguage('en'));

describe('German of problems', () => {
  it.each(nodeDefinitions.map((definition) => [definition.type, definition] as const))(
    'has all that a config of %s can have',
    (_, definition) => {
      expect(leftInEnglish(documentsOf(definition).flatMap((document) => problemsOf(document)))).toEqual([]);
    },
  );

  it('quotes the name of a field as German does', () => {
    expect(localise('"itemVar" is missing: fill it in.')).toBe('„itemVar“ fehlt: Füllen Sie es aus.');
    expect(localise('"rows" must have at least 2 items.')).toBe('„rows“ muss mindestens 2 Einträge haben.');
  });

  it('has those of every code', () => {
    const found = faulty.flatMap((document) => problemsOf(document));
    const codes = new Set(found.map(({ code }) => code));
    expect(Object.keys(PROBLEM_CODES).filter((code) => !codes.has(code))).toEqual([]);
    expect(leftInEnglish(found)).toEqual([]);
  });

  it('has what templates and patterns say that cannot be read', () => {
    const found = [
      ...templates.map((text) => flow([{ id: 'x', type: 'message', config: { text } }])),
      ...patterns.map((pattern) =>
        flow([{ id: 'x', type: 'question', config: { saveAs: 'v', expects: 'regex', pattern } }]),
      ),
    ].map((document) => problemsOf(document).filter(({ severity }) => severity === 'error'));
    expect(found.filter((problems) => problems.length === 0)).toEqual([]);
    expect(leftInEnglish(found.flat())).toEqual([]);
  });
});

it('says a time in German as well', () => {
  expect(nodeRegistry.get('wait')?.summary({ seconds: 183_601 }, localise)).toBe('2 Tage 3 Stunden 1 Sekunde');
});

it('says a condition in German as well', () => {
  const is: Condition = { left: '{{ vars.state }}', op: 'eq', right: 'or' };
  const condition: Condition = {
    all: [is, { not: { any: [is, { left: '{{ vars.a }}', op: 'version_gt', right: 2 }] } }],
  };
  expect(summariseCondition(condition, localise)).toBe(
    'vars.state ist or und nicht (vars.state ist or oder vars.a ist neuer als 2)',
  );
  expect(summariseCondition(is, localise, () => 'open')).toBe('vars.state („open“) ist or („open“)');
  expect(nodeRegistry.get('condition')?.summary({ cases: [{ id: 'a', when: is }] }, localise)).toBe(
    'vars.state ist or',
  );
});

const surroundings: Surroundings = {
  connections: new Map([['bare', { credential: false }]]),
  env: new Set(),
  flows: new Map([['draft', { published: false, calls: [] }]]),
};

function problemsOf(document: FlowDocument): FlowProblem[] {
  return findProblems({ document, types: nodeRegistry, surroundings });
}

/** Messages in which, but for what is quoted, an English word is left. */
function leftInEnglish(problems: FlowProblem[]): string[] {
  const english =
    /\b(a|add|and|are|at|be|choose|does|enter|field|has|have|invalid|is|least|list|missing|most|must|node|not|of|one|or|the|this|too|valid|with)\b/i;
  return [...new Set(problems.map(({ message }) => message))].flatMap((message) => {
    const german = localise(message);
    const own = german.replace(/„[^“]*“|"[^"]*"|`[^`]*`/g, '').replace(/(\{%|\{\{)[^}]*\}+/g, '');
    return german === message || english.test(own) ? [`${message.slice(0, 200)} → ${german.slice(0, 200)}`] : [];
  });
}

const templates = [
  '{{ a',
  '{% if a %}',
  '{% raw %}',
  '{{ a | nope }}',
  '{% nope %}',
  '{{ }}',
  '{{ a[ }}',
  '{{ (1..2 }}',
  '{% for a b %}{% endfor %}',
  '{% assign %}',
  '{% assign x %}',
  '{% if a %}{% else %}{% elsif b %}{% endif %}',
  '{% if a %}{% else %}{% else %}{% endif %}',
  '{{ a $ b }}',
  '{% capture %}{% endcapture %}',
  '{% cycle %}',
  '{%%}',
  '{{ vars.x | where: "a" "b" }}',
  `{{ a }}${'x'.repeat(300_000)}`,
];

const patterns = [
  '[a',
  '(a',
  'a)',
  '*',
  '\\q',
  'a**',
  'a{2000}',
  '(?<n',
  '(?=a)',
  '[z-a]',
  '\\',
  '(?P<a>x)(?P<a>y)',
  'a'.repeat(2_000),
];

const say = (id: string, text = 'Hi') => ({ id, type: 'message', config: { text } });
const set = (id: string) => ({ id, type: 'set', config: { assignments: [{ key: 'n', value: '1' }] } });

/** Between them, every code. */
const faulty: FlowDocument[] = [
  { ...flow([]), nodes: [say('x')], edges: [] },
  flow([
    { id: 'second', type: 'start' },
    say('y'),
    say('z', '{{ vars.nowhere. }} {{ nodes.nowhere }} {{ nowhere }} {{ n }}'),
  ]),
  flow([say('x', ''), { id: 'y', type: 'nope' }, { id: 'z', type: 'message', version: 9 }]),
  flow([say('x', '{{ vars.n'), say('y', `{{ vars.n }}${'x'.repeat(300_000)}`), say('z', '{{ env.NOWHERE }}')]),
  flow([{ id: 'x', type: 'message', config: { text: 'Hi', nope: 1 } }], {
    edges: [
      { from: 'start', port: 'next', to: 'x' },
      { from: 'x', port: 'nope', to: 'x', ...{ color: 'red' } },
    ],
    translations: { de: { 'nope.text': 'Hallo' } },
  }),
  flow([say('x')], { edges: [] }),
  flow([{ id: 'x', type: 'choice', config: { text: 'Which?', options: [{ id: 'a', label: 'A' }] } }, say('y')], {
    edges: [{ from: 'start', port: 'next', to: 'x' }],
  }),
  flow([set('x'), set('y')], {
    edges: [
      { from: 'start', port: 'next', to: 'x' },
      { from: 'x', port: 'next', to: 'y' },
      { from: 'y', port: 'next', to: 'x' },
    ],
  }),
  flow([set('x'), { id: 'y', type: 'script', config: { code: 'return 1' } }], {
    edges: [
      { from: 'start', port: 'next', to: 'x' },
      { from: 'x', port: 'next', to: 'y' },
      { from: 'y', port: 'next', to: 'x' },
    ],
  }),
  ...[[], [{ from: 'x', port: 'each', to: 'y' }]].map((each) =>
    flow([{ id: 'x', type: 'loop', config: { items: [1], itemVar: 'n' } }, say('y')], {
      edges: [{ from: 'start', port: 'next', to: 'x' }, ...each],
    }),
  ),
  flow([say('x', '{{ vars.d }} {{ vars.n }}'), set('y')], {
    variables: [
      { key: 'a', type: 'nope', ...{ color: 'red' } },
      { key: 'b', type: 'number', default: 'x', scope: 'user' },
      { key: 'd', type: 'string' },
      { key: 'c', type: 'string', ...{ input: 1, scope: 'x', description: 1 } },
    ] as FlowDocument['variables'],
  }),
  ...[
    { nope: 1, onError: { goto: 'nowhere' }, onStuck: 'handoff', maxStepsPerTurn: 0, back: 1, texts: 1, idle: 1 },
    { onError: 1, onStuck: 1, back: true, idle: { minutes: 1 }, embedding: 1, budget: 1, uploads: 1 },
  ].map((settings) => flow([say('x')], { settings: settings as object })),
  flow([
    { id: 'x', type: 'subflow', config: { flow: 'f' } },
    { id: 'y', type: 'subflow', config: { flow: 'nowhere' } },
    { id: 'z', type: 'subflow', config: { flow: 'draft' } },
  ]),
  flow([
    { id: 'x', type: 'http', config: { method: 'GET', url: '/a', connection: 'nowhere' } },
    { id: 'y', type: 'http', config: { method: 'GET', url: '/a', connection: 'bare' } },
    { id: 'z', type: 'http', config: { method: 'GET', url: 'ftp://a' } },
  ]),
];
