import { expect, test } from '@jest/globals';
import { anyDocument, anyOperation } from '@patchbay/flow-spec/testing';
import fc from 'fast-check';
import { EditorStore } from './editor-store.ts';
import { historyText, parseHistory } from './kept-history.ts';

const seed = Number(process.env.PATCHBAY_TEST_SEED ?? 1);
const numRuns = process.env.PATCHBAY_TEST_LONG ? 10_000 : 200;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('apply' as const),
      operations: fc.array(anyOperation, { minLength: 1, maxLength: 2 }),
      mergeKey: fc.constantFrom(undefined, 'a', 'b'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const, 'reload' as const) }) },
);

test('whatever is done, taken back, made again and reloaded: undo gives the flow as it was, redo what it became', () => {
  let applied = 0;
  fc.assert(
    fc.property(anyDocument, fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), (document, steps) => {
      let store = new EditorStore({ document, revision: 1 });
      for (const one of steps) {
        if (one.do === 'apply') {
          const before = store.document;
          store.apply(one.operations, one.mergeKey === undefined ? {} : { mergeKey: one.mergeKey });
          if (store.document !== before) applied++;
        } else if (one.do === 'reload') {
          const history = parseHistory(historyText(store.state.history));
          expect(history).toBeDefined();
          store = new EditorStore({ document: store.document, revision: 2, history });
        } else store[one.do]();
      }
      store.redo(Number.POSITIVE_INFINITY);
      expect(store.state.history.future).toEqual([]);
      const became = JSON.stringify(store.document);
      store.undo(Number.POSITIVE_INFINITY);
      expect(store.state.history.past).toEqual([]);
      expect(JSON.stringify(store.document)).toBe(JSON.stringify(document));
      store.redo(Number.POSITIVE_INFINITY);
      expect(JSON.stringify(store.document)).toBe(became);
    }),
    { seed, numRuns },
  );
  // Most operations are refused; enough must not be for this to tell anything.
  expect(applied).toBeGreaterThan(numRuns * 2);
}, 600_000);
