import fc from 'fast-check';
import type { FlowDocument, FlowEdge, FlowNode } from '../flow-document.ts';
import type { Operation } from '../operation.ts';

// Few names, so that operations meet what is there, and names that an object has of its own.
export const ids = ['start', 'hello', 'a', 'b-2', 'c', 'constructor'] as const;
const id = fc.constantFrom(...ids);
const port = fc.constantFrom('next', 'error', 'option:x');
const place = fc.integer({ min: 0, max: 4 });
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const position = fc.oneof(
  fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.integer({ min: -99, max: 99 }) }),
  fc.constant({ y: 1, x: 2, pinned: true }),
);
const text = fc.oneof(
  fc.constantFrom(
    'Hi',
    '{{ nodes.a.x }} nodes.a',
    "{{ nodes['b-2'].y }}",
    '{{ nodes.hello | default: "nodes.hello" }}',
    '{% if nodes.c %}{{ vars.v }}{% endif %}',
    '{{ nodes.gone.z }}',
  ),
  fc.string({ maxLength: 4 }),
);
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const key = fc.constantFrom('text', 'p', 'q', '7', 'toString');
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 3 }),
  object: fc.array(fc.tuple(key, tie('any')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
})).any;
const config = fc.array(fc.tuple(key, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
const path = fc.array(fc.oneof(key, fc.integer({ min: 0, max: 3 }), fc.constant('__proto__')), { maxLength: 4 });

// Keys in any order, and some of them absent.
const shuffled = <Part extends object>(part: fc.Arbitrary<Part>): fc.Arbitrary<Part> =>
  part.chain((one) =>
    fc
      .shuffledSubarray(Object.entries(one), { minLength: Object.keys(one).length })
      .map((entries) => Object.fromEntries(entries.filter(([, item]) => item !== undefined)) as Part),
  );

const nodeFor = (one: fc.Arbitrary<string>) =>
  shuffled(
    fc.record({
      id: one,
      type: fc.constantFrom('message', 'choice', 'teleport'),
      config: optional(config),
      label: optional(text),
      version: optional(fc.constantFrom(1, 2)),
    }),
  );
const variable = shuffled(
  fc.record({
    key: fc.constantFrom('v', 'w', 'constructor', '1x'),
    type: fc.constantFrom('string' as const, 'number' as const),
    default: optional(value),
  }),
);
const note = shuffled(
  fc.record({
    id: fc.constantFrom('n1', 'n2', '__proto__'),
    text: fc.string({ maxLength: 3 }),
    x: fc.integer(),
    y: fc.integer(),
    width: optional(fc.integer()),
  }),
);
const frame = shuffled(
  fc.record({
    id: fc.constantFrom('f1', 'f2', '__proto__'),
    title: fc.string({ maxLength: 3 }),
    x: fc.integer(),
    y: fc.integer(),
    width: fc.integer({ min: 0, max: 900 }),
    height: fc.constant(200),
    color: optional(fc.constant('blue')),
  }),
);
const language = fc.constantFrom('de', 'fr', 'constructor', '__proto__');
const textPath = fc.constantFrom('a.text', 'hello.text', 'gone.text', 'name', 'c.p', '__proto__', '');
const texts = fc
  .array(fc.tuple(fc.constantFrom('a.text', 'hello.text', 'gone.text', 'c.p'), text), { maxLength: 4 })
  .map((entries) => Object.fromEntries(entries));

/** Any document that is let in: containers absent, empty or full, keys in any order, and leftovers of nodes that are gone. */
export const anyDocument: fc.Arbitrary<FlowDocument> = fc.uniqueArray(id, { maxLength: 5 }).chain((chosen) => {
  const edge = fc.record({
    from: fc.constantFrom(...(chosen.length > 0 ? chosen : ['start'])),
    port,
    to: fc.constantFrom(...(chosen.length > 0 ? chosen : ['start'])),
  });
  const edges: fc.Arbitrary<FlowEdge[]> =
    chosen.length > 0
      ? fc.uniqueArray(shuffled(edge), { maxLength: 6, selector: (one) => `${one.from} ${one.port}` })
      : fc.constant([]);
  return shuffled(
    fc.record({
      format: fc.constant('patchbay.flow/1' as const),
      key: fc.constant('f'),
      name: fc.constant('F'),
      description: optional(text),
      variables: optional(
        fc.uniqueArray(
          variable.filter((one) => one.key !== '1x'),
          { maxLength: 2, selector: (one) => one.key },
        ),
      ),
      nodes: fc.tuple(...chosen.map((one): fc.Arbitrary<FlowNode> => nodeFor(fc.constant(one)))),
      edges,
      layout: optional(fc.dictionary(fc.constantFrom(...ids, 'gone'), position, { maxKeys: 4, noNullPrototype: true })),
      notes: optional(
        fc.uniqueArray(
          note.filter((one) => one.id !== '__proto__'),
          { maxLength: 2, selector: (one) => one.id },
        ),
      ),
      frames: optional(
        fc.uniqueArray(
          frame.filter((one) => one.id !== '__proto__' && one.width > 0),
          { maxLength: 2, selector: (one) => one.id },
        ),
      ),
      settings: optional(
        fc
          .array(
            fc.tuple(
              fc.constantFrom('onError', 'onStuck', 'idle', 'p'),
              fc.oneof(
                scalar,
                id.map((goto) => ({ goto })),
                fc.constant([]),
              ),
            ),
          )
          .map((entries) => Object.fromEntries(entries)),
      ),
      language: optional(fc.constant('en')),
      translations: optional(
        fc
          .array(fc.tuple(fc.constantFrom('de', 'fr', 'constructor'), texts))
          .map((entries) => Object.fromEntries(entries)),
      ),
    }),
  ) as fc.Arbitrary<FlowDocument>;
});

const places = optional(fc.array(place, { maxLength: 4 }));
const tidy = optional(fc.integer({ min: 0, max: 4 }));
const of = <Type extends Operation['type'], Rest extends object>(
  type: Type,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => fc.record({ type: fc.constant(type), ...rest }) as fc.Arbitrary<{ type: Type } & Rest>;

/** Any operation, sensible or not. */
export const anyOperation = fc.oneof(
  of('node.add', {
    node: nodeFor(fc.constantFrom(...ids, '__proto__')),
    position: optional(position),
    index: optional(place),
  }),
  of('node.remove', { id, tidy }),
  of('node.set', { id, path, value: optional(value), places, tidy }),
  of('node.set', { id, path, value: optional(value) }),
  of('node.label', { id, label: optional(text), place: optional(place) }),
  of('node.move', { id, position: optional(position), places, tidy }),
  of('node.rename', { id, to: fc.constantFrom(...ids, 'gone', 'new') }),
  id.chain((same) => of('node.convert', { id: fc.constant(same), node: nodeFor(fc.constant(same)) })),
  of('edge.add', { edge: fc.record({ from: id, port, to: id }), index: optional(place) }),
  of('edge.remove', { from: id, port }),
  of('edge.reconnect', { from: id, port, to: id }),
  of('variable.add', { variable, index: optional(place), place: optional(place) }),
  of('variable.set', { key: fc.constantFrom('v', 'w'), variable }),
  of('variable.remove', { key: fc.constantFrom('v', 'w', 'constructor'), tidy }),
  of('note.add', { note, index: optional(place), place: optional(place) }),
  of('note.set', { id: fc.constantFrom('n1', 'n2'), note }),
  of('note.remove', { id: fc.constantFrom('n1', 'n2'), tidy }),
  of('frame.add', { frame, index: optional(place), place: optional(place) }),
  of('frame.set', { id: fc.constantFrom('f1', 'f2'), frame }),
  of('frame.remove', { id: fc.constantFrom('f1', 'f2'), tidy }),
  of('flow.set', {
    field: fc.constantFrom('name' as const, 'description' as const, 'language' as const, 'minVersion' as const),
    value: optional(fc.constantFrom('0.1.0', '9.0.0', 'en', '')),
    place: optional(place),
  }),
  of('settings.set', {
    path: fc.array(fc.constantFrom('onError', 'idle', 'p', 'goto'), { minLength: 0, maxLength: 3 }),
    value: optional(value),
    places,
    tidy,
  }),
  of('translation.set', { language, path: textPath, value: optional(text), places, tidy }),
) as fc.Arbitrary<Operation>;
