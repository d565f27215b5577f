import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyOperation, applyOperations } from './apply-operation.ts';
import { deepEqual } from './deep-equal.ts';
import { diffDocuments } from './diff-documents.ts';
import type { FlowDocument } from './flow-document.ts';
import type { Operation } from './operation.ts';
import { parseFlowDocument } from './parse-flow-document.ts';
import { starterDocument } from './starter-document.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 500;

const id = fc.constantFrom('start', 'hello', 'a', 'b', 'c');
const port = fc.constantFrom('next', 'error', 'option:x');
const place = fc.record({ x: fc.integer({ min: -99, max: 99 }), y: fc.integer({ min: -99, max: 99 }) });
const value = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.integer(),
  fc.constant({ p: 1, q: [1, 2] }),
  fc.constant(['x', { y: 1 }]),
  fc.constant(undefined),
);
const path = fc.array(fc.constantFrom<string | number>('text', 'p', 'q', 0, 1, '__proto__'), { maxLength: 3 });
const node = fc.record({
  id,
  type: fc.constantFrom('message', 'choice'),
  config: fc.constantFrom({ text: 'Hi {{ nodes.a.x }}' }, {}),
});
const variable = fc.record({
  key: fc.constantFrom('v', 'w', '1x'),
  type: fc.constantFrom('string' as const, 'number' as const),
});
const note = fc.record({
  id: fc.constantFrom('n1', 'n2'),
  text: fc.string({ maxLength: 3 }),
  x: fc.integer(),
  y: fc.integer(),
});
const index = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant('node.add' as const), node, position: fc.option(place, { nil: undefined }), index }),
  fc.record({ type: fc.constant('node.remove' as const), id }),
  fc.record({ type: fc.constant('node.set' as const), id, path, value }),
  fc.record({
    type: fc.constant('node.label' as const),
    id,
    label: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
  }),
  fc.record({ type: fc.constant('node.move' as const), id, position: fc.option(place, { nil: undefined }) }),
  fc.record({ type: fc.constant('node.rename' as const), id, to: id }),
  id.chain((same) =>
    fc.record({
      type: fc.constant('node.convert' as const),
      id: fc.constant(same),
      node: node.map((one) => ({ ...one, id: same })),
    }),
  ),
  fc.record({ type: fc.constant('edge.add' as const), edge: fc.record({ from: id, port, to: id }), index }),
  fc.record({ type: fc.constant('edge.remove' as const), from: id, port }),
  fc.record({ type: fc.constant('edge.reconnect' as const), from: id, port, to: id }),
  fc.record({ type: fc.constant('variable.add' as const), variable, index }),
  fc.record({ type: fc.constant('variable.set' as const), key: fc.constantFrom('v', 'w'), variable }),
  fc.record({ type: fc.constant('variable.remove' as const), key: fc.constantFrom('v', 'w') }),
  fc.record({ type: fc.constant('note.add' as const), note, index }),
  fc.record({ type: fc.constant('note.set' as const), id: fc.constantFrom('n1', 'n2'), note }),
  fc.record({ type: fc.constant('note.remove' as const), id: fc.constantFrom('n1', 'n2') }),
  fc.record({
    type: fc.constant('flow.set' as const),
    field: fc.constantFrom('name' as const, 'description' as const),
    value: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('settings.set' as const),
    path: fc.constantFrom<string[]>(['onError'], ['idle', 'minutes']),
    value,
  }),
  fc.record({
    type: fc.constant('translation.set' as const),
    language: fc.constantFrom('de', 'fr'),
    path: fc.constantFrom('a.text', 'hello.text'),
    value: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
  }),
);

// Containers that hold nothing are as good as absent: an undone change may leave an empty one behind.
function essence(document: FlowDocument): unknown {
  const translations = Object.fromEntries(
    Object.entries(document.translations ?? {}).filter(([, texts]) => Object.keys(texts).length > 0),
  );
  const settings = document.settings ?? {};
  return {
    ...document,
    translations,
    settings,
    layout: document.layout ?? {},
    notes: document.notes ?? [],
    variables: document.variables ?? [],
  };
}

test('any operations give a valid document or a refusal, and their inverse gives back the document before', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
      const begin = starterDocument({ key: 'f', name: 'F' });
      let current = begin;
      const undo: Operation[] = [];
      for (const one of operations) {
        const before = JSON.stringify(current);
        const result = applyOperation({ document: current, operation: one });
        expect(JSON.stringify(current)).toBe(before);
        if (!result.ok) continue;
        expect(parseFlowDocument(JSON.parse(JSON.stringify(result.document)))).toMatchObject({ ok: true });
        current = result.document;
        undo.unshift(...result.inverse);
      }
      const undone = applyOperations({ document: current, operations: undo });
      if (!undone.ok) throw new Error(`${undone.code}: ${undone.message}`);
      if (!deepEqual(essence(undone.document), essence(begin)))
        expect(essence(undone.document)).toEqual(essence(begin));
      expect(diffDocuments({ from: begin, to: undone.document })).toMatchObject({ identical: true, moved: [] });
    }),
    { seed, numRuns },
  );
});

test('a renamed node is followed by edges, layout, settings and templates', () => {
  const document: FlowDocument = {
    ...starterDocument({ key: 'f', name: 'F' }),
    nodes: [
      { id: 'start', type: 'start' },
      { id: 'hello', type: 'message', config: { text: '{{ nodes.hello.x }} {{ nodes.hello2 }} nodes.hello' } },
    ],
    settings: { onError: { goto: 'hello' } },
  };
  const result = applyOperation({ document, operation: { type: 'node.rename', id: 'hello', to: 'greet' } });
  if (!result.ok) throw new Error(result.message);
  expect(result.document.nodes[1]).toEqual({
    id: 'greet',
    type: 'message',
    config: { text: '{{ nodes.greet.x }} {{ nodes.hello2 }} nodes.greet' },
  });
  expect(result.document.edges).toEqual([{ from: 'start', port: 'next', to: 'greet' }]);
  expect(result.document.layout).toHaveProperty('greet');
  expect(result.document.settings).toEqual({ onError: { goto: 'greet' } });
});
