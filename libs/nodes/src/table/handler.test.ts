import { expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { tableDefinition } from './definition.ts';
import { MOST_ROWS, tableHandler } from './handler.ts';

const rows: JsonObject[] = [
  { name: 'PC1', os: { name: 'Windows', version: 11 }, tags: ['a', 'b'], serial: 'S1' },
  { name: 'PC2', os: null, serial: 'S2' },
];
const columns = [
  { key: 'name', label: 'Name' },
  { key: 'os.version', label: 'Version of {{ vars.what }}' },
  { key: 'tags', label: 'Tags' },
];
const table = (config: Record<string, unknown> = {}, vars: JsonObject = { rows }) =>
  new NodeTrial({
    definition: tableDefinition,
    handler: tableHandler,
    config: { title: 'Devices of {{ vars.what }}', rows: '{{ vars.rows }}', columns, ...config },
    scope: { vars: { what: 'us', ...vars } },
  });
const next = { kind: 'next', outlet: 'next' };

test('shows its rows by its columns and does not wait', async () => {
  const trial = table();
  expect(await trial.enter()).toEqual(next);
  expect(trial.drawn).toEqual({
    kind: 'table',
    title: 'Devices of us',
    columns: [
      { key: 'name', label: 'Name' },
      { key: 'os.version', label: 'Version of us' },
      { key: 'tags', label: 'Tags' },
    ],
    selectable: false,
    rows: [
      { name: 'PC1', 'os.version': '11', tags: '["a","b"]' },
      { name: 'PC2', 'os.version': '', tags: '' },
    ],
  });
  expect(tableDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});

test('a row that can be chosen is waited for, and given whole', async () => {
  const trial = table({ selectable: true });
  expect(await trial.enter()).toMatchObject({ kind: 'wait', waiting: { kind: 'table', component: trial.open } });
  expect(trial.drawn).toMatchObject({ selectable: true });
  const component = trial.open;
  trial.scope.vars.rows = [];
  expect(await trial.submit({ rows: [1] })).toEqual({ ...next, output: rows[1] });
  expect(trial.parts).toEqual([{ type: 'component.closed', id: component, values: { rows: [1] } }]);
});

test('anything but one row that is there is refused', async () => {
  const trial = table({ selectable: true });
  await trial.enter();
  const wrong: JsonObject[] = [
    {},
    { rows: [] },
    { rows: [2] },
    { rows: [-1] },
    { rows: [0, 1] },
    { rows: ['0'] },
    { rows: 0 },
    { rows: [0.5] },
  ];
  for (const values of [...wrong, { rows: [0], more: 1 }])
    expect(trial.refusals(values)).toEqual(['rows: unknown_row']);
});

test('typing says that it is still open; a cancel goes on and saves nothing', async () => {
  const trial = table({ selectable: true });
  const verdict = await trial.enter();
  expect(await trial.say('hm')).toEqual(verdict);
  expect(trial.said).toEqual(['The table above is still open. Please choose a row.']);
  const component = trial.open;
  expect(await trial.cancel()).toEqual(next);
  expect(trial.parts).toEqual([{ type: 'component.closed', id: component }]);
});

test.each<[string, JsonValue, JsonValue[]]>([
  ['nothing', null, []],
  ['an empty text', '', []],
  ['an empty list', [], []],
  ['texts, shown in the column "value"', ['a', 5], [{ value: 'a' }, { value: '5' }]],
])('rows may be %s', async (_, list, shown) => {
  const trial = table({ columns: [{ key: 'value', label: 'Value' }] }, { rows: list });
  expect(await trial.enter()).toEqual(next);
  expect(trial.drawn?.rows).toEqual(shown);
});

test.each([
  ['the only column, whatever its key', ['name'], { name: 'Word' }],
  ['the first column', ['name', 'version'], { name: 'Word', version: '' }],
  ['the column "value"', ['name', 'value'], { name: '', value: 'Word' }],
])('items without fields stand in %s', async (_, keys, shown) => {
  const trial = table({ columns: keys.map((key) => ({ key, label: key })) }, { rows: ['Word'] });
  await trial.enter();
  expect(trial.drawn?.rows).toEqual([shown]);
});

test('rows that are no list are a clear fault', async () => {
  await expect(table({}, { rows: { a: 1 } }).enter()).rejects.toThrow('The rows must be a list.');
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  expect(tableDefinition.inspect?.({ rows: '' }, scope)).toMatchObject([{ path: 'rows', code: 'table.rows_missing' }]);
  expect(tableDefinition.inspect?.({ rows: '{{ vars.rows }}' }, scope)).toEqual([]);
});

test('a very long table shows its first rows and how many there are', async () => {
  const trial = table({ selectable: true }, { rows: Array.from({ length: 20_000 }, (_, name) => ({ name })) });
  await trial.enter();
  expect(trial.drawn?.rows).toHaveLength(MOST_ROWS);
  expect(trial.drawn?.total).toBe(20_000);
  expect(trial.refusals({ rows: [MOST_ROWS] })).toEqual(['rows: unknown_row']);
});

test('a cell reads own values alone', async () => {
  const trial = table({
    columns: [
      { key: 'constructor.name', label: 'x' },
      { key: '__proto__', label: 'y' },
    ],
  });
  await trial.enter();
  expect(JSON.stringify(trial.drawn?.rows)).not.toContain('Object');
});
