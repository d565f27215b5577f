import { expect, test } from '@jest/globals';
import { compileTemplate } from '@patchbay/expressions';
import { pathInto, templateOf } from './template-path.ts';

test.each([
  ['a field', ['body', 'state'], 'nodes.call.body.state'],
  ['an item', ['body', 'list', 1, 'name'], 'nodes.call.body.list[1].name'],
  ['a field of an odd name', ['body', 'odd "key"-1'], 'nodes.call.body["odd \\"key\\"-1"]'],
] as const)('the path of %s is one that a template reads', (_, keys, path) => {
  expect(keys.reduce<string>(pathInto, 'nodes.call')).toBe(path);
});

test('what is copied gives the value, in a template', () => {
  const call = { body: { 'odd key': [{ name: 'x' }] } };
  const path = (['body', 'odd key', 0, 'name'] as const).reduce<string>(pathInto, 'nodes.call');
  const scope = { nodes: { call } };
  const now = '2026-01-01T00:00:00Z';
  const given = compileTemplate(templateOf(path)).render({ scope, now, timezone: 'UTC', locale: 'en' });
  expect(given).toBe('x');
});
