import { expect, test } from '@jest/globals';
import type { JsonValue } from '@patchbay/node-kit';
import type { CutPlace, StepTrace } from '@patchbay/runtime';
import { censored, shown } from './censored.ts';
import { shownStep } from './shown-step.ts';

const stepOf = (output: JsonValue, cut?: CutPlace[]): StepTrace => ({
  ...{ flow: 'f', nodeId: 'call', nodeType: 'http', depth: 0, startedMs: 0, durationMs: 1, outcome: 'next' },
  output,
  ...(cut ? { cut } : {}),
});
const tickets = (count: number) => Array.from({ length: count }, (_, id) => ({ id }));

test('a step tells of each list and text that is cut how long it is, and of no other', () => {
  const text = 'x'.repeat(5_000);
  const step = shownStep(stepOf({ body: { items: tickets(9_000), few: tickets(100), text, token: text } }));
  expect(step.output).toMatchObject({ body: { items: { length: 100 }, token: '•••' } });
  expect(step.cut).toEqual([
    { path: ['output', 'body', 'items'], length: 9_000 },
    { path: ['output', 'body', 'text'], length: 5_000 },
  ]);
  expect(shownStep(stepOf({ items: tickets(100) }))).not.toHaveProperty('cut');
});

test('of what was cut before, it tells how long it was before', () => {
  const cut: CutPlace[] = [];
  const value = { items: tickets(9_000), text: 'x'.repeat(200_000), short: tickets(120) };
  const output = shown(value, { items: 2_000, text: 100_000 }, cut);
  const step = shownStep(
    stepOf(
      output,
      cut.map(({ path, length }) => ({ path: ['output', ...path], length })),
    ),
  );
  expect(step.cut).toEqual([
    { path: ['output', 'items'], length: 9_000 },
    { path: ['output', 'text'], length: 200_000 },
    { path: ['output', 'short'], length: 120 },
  ]);
  expect(JSON.stringify(step.output)).toContain('… (200000 characters)');
  // What a trace kept is as short already.
  const kept: CutPlace[] = [];
  const trace = stepOf(censored(tickets(9_000), kept), [{ path: ['output'], length: 9_000 }]);
  expect(kept).toEqual([{ path: [], length: 9_000 }]);
  expect(shownStep(trace).cut).toEqual([{ path: ['output'], length: 9_000 }]);
});

test('places within what is not shown are not told, and those of a value are not without end', () => {
  const rows = (count: number) => Array.from({ length: count }, () => tickets(101));
  expect(shownStep(stepOf(rows(101))).cut).toHaveLength(101);
  expect(shownStep(stepOf(Array.from({ length: 50 }, () => rows(100)))).cut).toHaveLength(1_000);
});
