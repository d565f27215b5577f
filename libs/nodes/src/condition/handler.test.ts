import { expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { conditionDefinition } from './definition.ts';
import { conditionHandler } from './handler.ts';

const decide = (cases: unknown, vars: JsonObject = {}) =>
  new NodeTrial({
    definition: conditionDefinition,
    handler: conditionHandler,
    config: { cases },
    scope: { vars },
  }).enter();
const rule = (left: string, op: string, right?: unknown) => ({ left, op, ...(right === undefined ? {} : { right }) });

test('has a port for each case, and else', () => {
  const cases = [
    { id: 'a', label: 'First', when: {} },
    { id: 'b', when: rule('{{ vars.n }}', 'gt', '1') },
    { label: 'no id' },
  ];
  const outlets = conditionDefinition.outlets({ cases });
  expect(outlets.map(({ id }) => id)).toEqual(['case:a', 'case:b', 'else']);
  expect(outlets[0]?.label).toBe('First');
  expect(outlets[1]?.label).toContain('vars.n');
});

test('a case that has no name and compares nothing yet is called as its form calls it', () => {
  const blank = { all: [rule('', 'eq', '')] };
  const cases = [
    { id: 'a', when: { any: [blank, { not: blank }] } },
    { id: 'b', label: '', when: blank },
    { id: 'c', when: { any: [blank, rule('', 'eq', 'Bonn')] } },
  ];
  const labels = conditionDefinition.outlets({ cases }).map(({ label }) => label);
  expect(labels).toEqual(['Case 1', 'Case 2', '… is … or … is Bonn', 'Else']);
});

test.each([
  [{ n: 5 }, 'case:small'],
  [{ n: 50 }, 'case:large'],
  [{ n: 500 }, 'case:large'],
  [{}, 'else'],
])('the first case that holds wins: %j leaves by %s', async (vars, outlet) => {
  const cases = [
    { id: 'small', when: { all: [rule('{{ vars.n }}', 'exists'), rule('{{ vars.n }}', 'lt', '10')] } },
    { id: 'large', when: { all: [rule('{{ vars.n }}', 'exists'), { not: rule('{{ vars.n }}', 'lt', '10') }] } },
    { id: 'late', when: rule('{{ vars.n }}', 'gt', '100') },
  ];
  expect(await decide(cases, vars)).toEqual({ kind: 'next', outlet });
});

test.each([
  ['any', { any: [rule('a', 'eq', 'b'), rule('{{ vars.list }}', 'contains', 'x')] }, true],
  ['nested', { all: [{ any: [rule('a', 'eq', 'A')] }, { not: { all: [rule('1', 'gt', '2')] } }] }, true],
  ['templates on the right', rule('x', 'in', '{{ vars.list }}'), true],
  ['case aside', rule('ADA', 'eq', '{{ vars.name }}'), true],
  ['case counting in matches', rule('ADA', 'matches', '^ada$'), false],
  ['empty', rule('{{ vars.none }}', 'empty'), true],
])('conditions are data: %s', async (_, when, holds) => {
  const verdict = await decide([{ id: 'a', when }], { list: ['x'], name: 'ada' });
  expect(verdict).toEqual({ kind: 'next', outlet: holds ? 'case:a' : 'else' });
});

test('a pattern that cannot be used, or a template with a fault, is told with its code', async () => {
  await expect(decide([{ id: 'a', when: rule('a', 'matches', '(') }])).rejects.toMatchObject({
    code: 'pattern.invalid',
  });
  await expect(decide([{ id: 'a', when: rule('{{ a | no }}', 'eq', 'b') }])).rejects.toMatchObject({
    code: 'template.parse',
  });
});

test('cases after the one that holds are not looked at', async () => {
  const cases = [
    { id: 'a', when: rule('a', 'eq', 'a') },
    { id: 'b', when: rule('a', 'matches', '(') },
  ];
  expect(await decide(cases)).toEqual({ kind: 'next', outlet: 'case:a' });
});

test('two cases with one id are a fault', () => {
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  const cases = [{ id: 'a' }, { id: 'a' }];
  expect(conditionDefinition.inspect?.({ cases }, scope)).toMatchObject([
    { path: 'cases.1.id', code: 'condition.duplicate_case' },
  ]);
});

test('a rule that compares nothing is told at its field, however deep', () => {
  const found = (when: unknown) =>
    conditionDefinition.inspect?.({ cases: [{ id: 'a', when }] }, { nodeId: 'x', flowKey: 'f', hasEdge: () => true });
  const paths = (when: unknown) => found(when)?.map(({ code, path }) => `${code} ${path}`);
  expect(paths(rule('', 'eq', ''))).toEqual(['condition.empty_rule cases.0.when.left']);
  expect(
    paths({ all: [rule('{{ vars.n }}', 'eq', '1'), { not: { any: [rule('a', 'exists'), rule(' ', 'empty')] } }] }),
  ).toEqual(['condition.empty_rule cases.0.when.all.1.not.any.1.left']);
  expect(paths({ all: [] })).toEqual([]);
});

test('what is compared with nothing is a warning at its field, but for what needs nothing to compare with', () => {
  const found = (when: unknown) =>
    conditionDefinition
      .inspect?.({ cases: [{ id: 'a', when }] }, { nodeId: 'x', flowKey: 'f', hasEdge: () => true })
      ?.map(({ code, path, severity }) => `${severity} ${code} ${path}`);
  const missing = ['warning condition.empty_comparison cases.0.when.right'];
  for (const op of ['eq', 'gt', 'contains', 'matches', 'in']) {
    expect(found(rule('{{ vars.n }}', op, ''))).toEqual(missing);
    expect(found(rule('{{ vars.n }}', op))).toEqual(missing);
    for (const right of [0, false, 'x', '{{ vars.m }}', ['x']])
      expect(found(rule('{{ vars.n }}', op, right))).toEqual([]);
  }
  for (const op of ['exists', 'empty']) expect(found(rule('{{ vars.n }}', op))).toEqual([]);
});
