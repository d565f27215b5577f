import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { setDefinition } from './definition.ts';
import { setHandler } from './handler.ts';

async function assigned(assignments: object[], vars: JsonObject = {}, defaults: JsonObject = {}) {
  const before = JSON.stringify(vars);
  const config = { assignments };
  const trial = new NodeTrial({ definition: setDefinition, handler: setHandler, config, scope: { vars }, defaults });
  const verdict = await trial.enter();
  expect(verdict).toMatchObject({ kind: 'next', outlet: 'next' });
  expect(JSON.stringify(vars)).toBe(before);
  expect(trial.parts).toEqual([]);
  return verdict.kind === 'next' ? verdict.assign : undefined;
}

test('has one port, and names what it sets', () => {
  expect(setDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
  expect(setDefinition.sets?.({ assignments: [{ key: 'a.b' }, { key: 'c' }] })).toEqual(['a.b', 'c']);
});

test('values are templates: a lone output is native, text is text, and templates stand anywhere inside', async () => {
  expect(
    await assigned(
      [
        { key: 'native', value: '{{ vars.list }}' },
        { key: 'text', value: 'has {{ vars.list.size }}' },
        { key: 'deep', value: { list: ['{{ vars.n }}', 1], off: false, none: null } },
        { key: 'same', value: 5 },
        { key: 'nothing', value: '{{ vars.unknown }}' },
      ],
      { list: [1, 2], n: 7 },
    ),
  ).toEqual([
    { path: 'native', value: [1, 2] },
    { path: 'text', value: 'has 2' },
    { path: 'deep', value: { list: [7, 1], off: false, none: null } },
    { path: 'same', value: 5 },
    { path: 'nothing', value: null },
  ]);
});

describe('in order, each sees those before', () => {
  test('whole variables and parts of them', async () => {
    expect(
      await assigned(
        [
          { key: 'n', value: '{{ vars.n | plus: 1 }}' },
          { key: 'n', value: '{{ vars.n | times: 10 }}' },
          { key: 'order.lines.first', value: '{{ vars.n }}' },
          { key: 'seen', value: '{{ vars.order }}' },
        ],
        { n: 1, order: { id: 'x', lines: 'in the way' } },
      ),
    ).toEqual([
      { path: 'n', value: 2 },
      { path: 'n', value: 20 },
      { path: 'order.lines.first', value: 20 },
      { path: 'seen', value: { id: 'x', lines: { first: 20 } } },
    ]);
  });

  test('what went back to its default, or to nothing', async () => {
    expect(
      await assigned(
        [
          { key: 'a' },
          { key: 'b' },
          { key: 'o.p' },
          { key: 'seen', value: '{{ vars.a }}|{{ vars.b }}|{{ vars.o.p }}' },
        ],
        { a: 5, b: 6, o: { p: 7 } },
        { a: 'first', 'o.p': 'part' },
      ),
    ).toEqual([{ path: 'a' }, { path: 'b' }, { path: 'o.p' }, { path: 'seen', value: 'first||part' }]);
  });

  test('never through a prototype', async () => {
    for (const key of ['__proto__.polluted', 'a.__proto__.polluted', 'constructor.prototype.polluted'])
      await assigned([
        { key, value: 'x' },
        { key: 'b', value: '{{ vars.a }}' },
      ]);
    expect('polluted' in {}).toBe(false);
  });
});

test('lists grow with push and concat', async () => {
  expect(
    await assigned(
      [
        { key: 'list', value: "{{ vars.list | push: 'b' }}" },
        { key: 'list', value: '{{ vars.list | concat: vars.more }}' },
      ],
      { list: ['a'], more: ['c', 'd'] },
    ),
  ).toEqual([
    { path: 'list', value: ['a', 'b'] },
    { path: 'list', value: ['a', 'b', 'c', 'd'] },
  ]);
});

test('a fault in a value is told with its code', async () => {
  await expect(assigned([{ key: 'a', value: '{{ vars.a | nofilter }}' }])).rejects.toMatchObject({
    code: 'template.parse',
  });
});

test('keys are names of variables or dotted paths', () => {
  const fits = (key: string) => setDefinition.config.safeParse({ assignments: [{ key, value: 1 }] }).success;
  expect(['a', 'a.b', 'a.0.b-c', '_a'].filter(fits)).toHaveLength(4);
  expect(['', '1a', 'a.', '.a', 'a b', 'a..b'].filter(fits)).toEqual([]);
});
