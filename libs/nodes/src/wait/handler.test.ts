import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { waitDefinition } from './definition.ts';
import { waitHandler } from './handler.ts';

// It is 2026-11-24 12:00 UTC, in Berlin 13:00.
const wait = (config: Record<string, unknown>, vars: JsonObject = {}) =>
  new NodeTrial({ definition: waitDefinition, handler: waitHandler, config, scope: { vars } });
const until = (time: string) => ({ kind: 'wait', waiting: { kind: 'wait', until: time } });

test('has one port', () => {
  expect(waitDefinition.outlets({}).map(({ id }) => id)).toEqual(['next']);
});

describe('ends the turn until its time', () => {
  test.each([
    ['seconds', { seconds: 90 }, '2026-11-24T12:01:30.000Z'],
    ['parts of a second', { seconds: '0.5' }, '2026-11-24T12:00:00.500Z'],
    ['seconds of a template', { seconds: '{{ vars.n }}' }, '2026-11-24T12:00:05.000Z'],
    ['no time at all', { seconds: 0 }, '2026-11-24T12:00:00.000Z'],
    ['a time', { until: '2026-11-24T14:00:00Z' }, '2026-11-24T14:00:00.000Z'],
    ['a time with an offset', { until: '2026-11-24T14:00:00+02:00' }, '2026-11-24T12:00:00.000Z'],
    ['a time that was computed', { until: "{{ now | date_add: 2, 'days' }}" }, '2026-11-26T12:00:00.000Z'],
    [
      'a time without a zone, meant in that of the conversation',
      { until: '2026-11-24 14:00' },
      '2026-11-24T13:00:00.000Z',
    ],
    ['a day, which begins there', { until: '2026-12-24' }, '2026-12-23T23:00:00.000Z'],
    ['a time that is past', { until: '2020-01-01T00:00:00Z' }, '2026-11-24T12:00:00.000Z'],
    ['a time too far away, cut to 90 days', { until: '2099-01-01T00:00:00Z' }, '2027-02-22T12:00:00.000Z'],
  ])('%s', async (_, config, time) => {
    const trial = wait(config, { n: 5 });
    expect(await trial.enter()).toEqual(until(time));
    expect(trial.parts).toEqual([]);
    expect(await trial.timer()).toEqual({ kind: 'next', outlet: 'next' });
  });

  test('something that is no time is a clear fault', async () => {
    await expect(wait({ until: 'soon' }).enter()).rejects.toMatchObject({ code: 'wait.invalid_time', fault: 'user' });
  });
});

test('who writes meanwhile is told that something is pending, and the time stays', async () => {
  const trial = wait({ seconds: 60 });
  const verdict = await trial.enter();
  expect(await trial.say('hello?')).toEqual(verdict);
  expect(trial.said).toEqual(['This is still under way. You will hear from us here.']);
  expect(await trial.cancel()).toEqual(verdict);
  expect(trial.parts).toEqual([]);
});

test('needs seconds or a time, and not both', () => {
  const found = (config: Record<string, unknown>) =>
    waitDefinition.inspect?.(config, { nodeId: 'node', hasEdge: () => true, flowKey: 'test' }).map(({ code }) => code);
  expect(found({})).toEqual(['wait.time_missing']);
  expect(found({ seconds: 1, until: 'x' })).toEqual(['wait.time_twice']);
  expect(found({ seconds: 0 })).toEqual([]);
  expect(waitDefinition.config.safeParse({ seconds: -1 }).success).toBe(false);
});

test.each([
  [1, '1 second'],
  [0, '0 seconds'],
  ['90', '1 minute 30 seconds'],
  [172_800, '2 days'],
  [90_000, '1 day 1 hour'],
  ['{{ vars.time }}', '{{ vars.time }} seconds'],
  [undefined, '? seconds'],
])('a card says a wait of %s as people say it', (seconds, said) => {
  expect(waitDefinition.summary({ seconds })).toBe(said);
});
