import { expect, test } from '@jest/globals';
import type { JsonObject, JsonValue, Verdict } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { loopDefinition } from './definition.ts';
import { loopHandler } from './handler.ts';

const loop = (config: Record<string, unknown> = {}, vars: JsonObject = {}) =>
  new NodeTrial({
    definition: loopDefinition,
    handler: loopHandler,
    config: { items: '{{ vars.items }}', itemVar: 'item', ...config },
    scope: { vars },
  });

/** Goes round as the engine does: what the loop keeps comes back with the path from its `each`. */
async function rounds(trial: ReturnType<typeof loop>): Promise<JsonValue[]> {
  const seen: JsonValue[] = [];
  let kept: JsonValue | undefined;
  for (;;) {
    const verdict: Verdict = await trial.enter(kept === undefined ? {} : { loop: kept });
    if (verdict.kind !== 'next') throw new Error(JSON.stringify(verdict));
    if (verdict.outlet === 'done') {
      expect(verdict).toEqual({ kind: 'next', outlet: 'done' });
      return seen;
    }
    for (const { path, value } of verdict.assign ?? []) trial.scope.vars[path] = value ?? null;
    seen.push(trial.scope.vars.item ?? null);
    kept = JSON.parse(JSON.stringify(verdict.loop));
  }
}

test('has the ports each and done, and names what it sets', () => {
  expect(loopDefinition.outlets({}).map(({ id }) => id)).toEqual(['each', 'done']);
  expect(loopDefinition.sets?.({ itemVar: 'a', indexVar: 'b' })).toEqual(['a', 'b']);
  expect(loopDefinition.sets?.({ itemVar: 'a' })).toEqual(['a']);
});

test('takes each item in order, then leaves by done; the variable keeps the last', async () => {
  const trial = loop({}, { items: ['a', { b: 1 }, null, 4] });
  expect(await rounds(trial)).toEqual(['a', { b: 1 }, null, 4]);
  expect(trial.scope.vars.item).toBe(4);
});

test('counts from 0 in the variable that it names', async () => {
  const verdict = await loop({ indexVar: 'i' }, { items: ['a', 'b'] }).enter({ loop: { items: ['a', 'b'], index: 0 } });
  expect(verdict).toMatchObject({
    outlet: 'each',
    assign: [
      { path: 'item', value: 'b' },
      { path: 'i', value: 1 },
    ],
  });
});

test('reads its items on entry: what changes on the way does not count', async () => {
  const trial = loop({}, { items: [1, 2] });
  const first = await trial.enter();
  trial.scope.vars.items = [7, 8, 9];
  const kept = first.kind === 'next' ? first.loop : undefined;
  expect(await trial.enter({ loop: kept ?? null })).toMatchObject({ assign: [{ path: 'item', value: 2 }] });
  // Entered from elsewhere it begins anew.
  expect(await trial.enter()).toMatchObject({ assign: [{ path: 'item', value: 7 }] });
});

test('goes round its limit at most, 1,000 unless it says otherwise', async () => {
  const items = Array.from({ length: 1_500 }, (_, index) => index);
  expect(await rounds(loop({}, { items }))).toHaveLength(1_000);
  expect(await rounds(loop({ limit: '3' }, { items }))).toEqual([0, 1, 2]);
});

test.each<[string, JsonValue | undefined]>([
  ['an empty list', []],
  ['nothing', null],
  ['an unknown variable', undefined],
  ['an empty text', ''],
])('%s is done at once', async (_, items) => {
  expect(await loop({}, items === undefined ? {} : { items }).enter()).toEqual({ kind: 'next', outlet: 'done' });
});

test.each<JsonValue>([{ a: 1 }, 'text', 5])('%j is no list, and says so', async (items) => {
  expect(await loop({}, { items }).enter()).toMatchObject({
    kind: 'fail',
    error: { code: 'loop.not_a_list', retryable: false },
  });
});

test('items may stand in the config, templates among them', async () => {
  expect(await rounds(loop({ items: ['a', '{{ vars.n }}'] }, { n: 5 }))).toEqual(['a', 5]);
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  expect(loopDefinition.inspect?.({ items: '' }, scope)).toMatchObject([{ code: 'loop.items_missing' }]);
});
