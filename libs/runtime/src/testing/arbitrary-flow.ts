import type { FlowDocument } from '@patchbay/flow-spec';
import fc from 'fast-check';
import type { TurnInput } from '../run-event.ts';
import { testFlow } from './test-conversation.ts';

type Node = [string, Record<string, unknown>];

// Few names, so that paths meet, cross and come back.
const ids = ['start', 'a', 'b', 'c', 'd', 'e', 'constructor'];
const id = fc.constantFrom(...ids, 'gone');
const port = fc.constantFrom('next', 'error', 'no_match', 'option:x', 'each', 'done', 'yes', 'no');
const variable = fc.constantFrom('x', 'y', 'x.deep', '__proto__', 'constructor');
const value = fc.constantFrom<unknown>(
  '{{ vars.x }}',
  '{{ vars.y | append: "!" | slice: 0, 40 }}',
  '{{ nodes.a }}',
  '{{ vars.x | nofilter }}',
  '{{ message.text }}',
  [1, '{{ vars.x }}'],
  { k: '{{ vars.y }}' },
  null,
  0,
);

const node: fc.Arbitrary<Node> = fc.oneof(
  fc.record({ text: value }).map((config): Node => ['say', config]),
  fc.record({ text: fc.constantFrom('q', '{{ vars.x }}'), saveAs: variable }).map((config): Node => ['ask', config]),
  fc.constant<Node>(['pick', { options: [{ id: 'x', label: 'X' }], saveAs: 'y' }]),
  fc
    .record({
      does: fc.constantFrom('give', 'later', 'fail', 'fail-saved', 'throw', 'throw-error'),
      output: value,
      saveAs: variable,
    })
    .map((config): Node => ['work', config]),
  fc.constant<Node>(['quiet', {}]),
  fc
    .array(fc.record({ key: variable, value }, { requiredKeys: ['key'] }), { maxLength: 3 })
    .map((assignments): Node => ['put', { assignments }]),
  fc
    .record({ left: value, op: fc.constantFrom('eq', 'exists', 'matches'), right: value })
    .map((when): Node => ['if', { when }]),
  fc
    .record({ items: fc.constantFrom([1, 2, 3], ['{{ vars.x }}'], []), itemVar: fc.constantFrom('x', 'y') })
    .map((config): Node => ['each', config]),
  fc.constant<Node>(['pause', { until: '2026-11-24T12:00:05.000Z' }]),
  fc
    .record({
      flow: fc.constantFrom('one', 'two', 'gone'),
      input: fc.constant({ x: '{{ vars.y }}' }),
      saveAs: variable,
    })
    .map((config): Node => ['call', config]),
  fc.constant<Node>(['finish', { output: { o: '{{ vars.x }}' } }]),
  fc.constant<Node>(['teleport', {}]),
);

const settings = fc.record(
  {
    maxStepsPerTurn: fc.constantFrom(3, 40),
    onError: fc.oneof(
      fc.constant('apologise' as const),
      id.map((goto) => ({ goto })),
    ),
    onStuck: fc.oneof(
      fc.constant('repeat' as const),
      id.map((goto) => ({ goto })),
    ),
  },
  { requiredKeys: [] },
);

const start = fc
  .record({ greeting: fc.constantFrom('', 'Hello'), waitForMessage: fc.boolean() })
  .map((config): Node => ['start', config]);

/** A flow of the test nodes with edges at random, faulty ones included. */
function arbitraryFlow(key: string): fc.Arbitrary<FlowDocument> {
  return fc
    .record({
      start,
      nodes: fc.array(node, { minLength: 1, maxLength: ids.length - 1 }),
      ways: fc.array(fc.tuple(port, id, id), { maxLength: 12 }),
      // Most nodes lead on: a path of one node tells little.
      next: fc.array(id, { minLength: ids.length, maxLength: ids.length }),
      settings,
    })
    .map((made) => {
      const nodes = Object.fromEntries(made.nodes.map((one, index): [string, Node] => [ids[index + 1] ?? '', one]));
      const ways = made.ways.map(([name, from, to]) => ({ from, port: name, to }));
      const next = made.next.map((to, index) => ({ from: ids[index] ?? '', port: 'next', to }));
      const edges = new Map([...ways, ...next].map((edge) => [`${edge.from} ${edge.port}`, edge]));
      return {
        ...testFlow({ start: made.start, ...nodes }, []),
        key,
        edges: [...edges.values()],
        settings: made.settings,
        variables: [{ key: 'x', type: 'string' as const, input: true, default: 'x' }],
      };
    });
}

export const arbitraryFlows = fc.record({
  main: arbitraryFlow('main'),
  one: arbitraryFlow('one'),
  two: arbitraryFlow('two'),
});

/** What a user and a clock may do next; a component is that which is open, where there is one. */
export const arbitraryInputs: fc.Arbitrary<(TurnInput['kind'] | 'stuck' | 'fail')[]> = fc.array(
  fc.constantFrom('message', 'message', 'stuck', 'fail', 'submit', 'cancel', 'timer', 'opened'),
  { maxLength: 12 },
);
