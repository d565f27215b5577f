import { expect, test } from '@jest/globals';
import { inputShape } from './input-shape.ts';
import { scriptFaults } from './script-faults.ts';

const shape = inputShape([
  { path: 'vars.device', detail: '', shape: 'text' },
  { path: 'vars.count', detail: '', shape: 'number' },
  { path: 'vars.order', detail: '' },
  { path: 'message.text', detail: '', shape: 'text' },
  { path: 'nodes.ask', detail: '', shape: { by: 'text' } },
  { path: 'nodes.ask.by', detail: '', shape: 'text' },
]);
const faults = (code: string) =>
  scriptFaults({ code, shape }).map(({ kind, name, meant }) => [kind, name, meant ?? '']);

test.each([
  'return input.vars.device.toUpperCase() + input.vars.count.toFixed(2);',
  'const { vars } = input; return vars.anything;',
  'return input?.vars?.["device"].length + input.nodes.ask.by.trim() + input.message.files.length;',
  'const rows: string[] = []; for (const row of input.vars.order.rows) rows.push(row); return rows;',
  'const one = (input: { env: string }) => input.env; return await Promise.resolve(one);',
  'return input.user.department;',
  '',
])('nothing is wrong with %j', (code) => {
  expect(faults(code)).toEqual([]);
});

test.each([
  ['return input.vars.devise;', ['variable', 'devise', 'device']],
  ['return input.vars["nothing"];', ['variable', 'nothing', '']],
  ['return input.nodes.asks.by;', ['node', 'asks', 'ask']],
  ['return input.env.KEY;', ['member', 'env', '']],
  ['return input.vars.count.toUpperCase();', ['type', 'toUpperCase', '']],
  ['return input.message.text.push(1);', ['type', 'push', '']],
  ['input.vars.device = "x"; return 1;', ['copy', 'input.vars.device', '']],
])('%s', (code, fault) => {
  expect(faults(code)).toEqual([fault]);
});

test('what cannot be read is told at its place, inside the text', () => {
  const code = 'return input.vars.device +;';
  const [fault] = scriptFaults({ code, shape });
  expect(fault).toMatchObject({ kind: 'syntax' });
  expect(fault!.from).toBeGreaterThan(20);
  expect(fault!.to).toBeLessThanOrEqual(code.length);
});
