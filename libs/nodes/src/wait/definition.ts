import { defineNode, type Say } from '@patchbay/node-kit';
import { z } from 'zod';
import { decimal, text } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { filledIn, printed } from '../shared/read-config.ts';

/** Seconds that a wait may last. */
export const LONGEST_WAIT = 90 * 24 * 60 * 60;

export const waitDefinition = defineNode({
  type: 'wait',
  version: 1,
  title: 'Wait',
  hint: 'Goes on after a time, also when nobody is there.',
  group: 'flow',
  icon: 'clock-hour-4',
  config: z.strictObject({
    seconds: decimal({
      label: 'Seconds',
      help: 'Ten minutes are 600, an hour is 3600, two days are 172800. At most 90 days.',
      min: 0,
      max: LONGEST_WAIT,
    }).optional(),
    until: text({
      label: 'Until',
      help: 'A time instead, such as {{ now | date_add: 2, "days" }}.',
      advanced: true,
    }).optional(),
  }),
  initial: { seconds: 60 },
  raw: [],
  translatable: [],
  outlets: (_, say) => [next(say)],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) =>
    config.until !== undefined && config.until !== ''
      ? filledIn(say('Until {0}'), [printed(config.until)])
      : timeInWords({ seconds: printed(config.seconds), say }),
  inspect(config) {
    const seconds = config.seconds !== undefined && config.seconds !== '';
    const until = config.until !== undefined && config.until !== '';
    if (!seconds && !until)
      return [{ path: 'seconds', severity: 'error', code: 'wait.time_missing', message: 'Say how long to wait.' }];
    return seconds && until
      ? [{ path: 'until', severity: 'error', code: 'wait.time_twice', message: 'Give seconds or a time, not both.' }]
      : [];
  },
  upgrades: [],
});

const units = [
  { seconds: 24 * 60 * 60, one: '1 day', more: (count: number) => `${count} days` },
  { seconds: 60 * 60, one: '1 hour', more: (count: number) => `${count} hours` },
  { seconds: 60, one: '1 minute', more: (count: number) => `${count} minutes` },
];

/** A number of seconds as people say it: “1 day 12 hours”. What is no number, such as a template, stays as it is. */
function timeInWords({ seconds, say }: { seconds: string; say: Say }): string {
  let left = Number(seconds);
  if (seconds.trim() === '' || !Number.isFinite(left) || left < 0) return say(`${seconds || '?'} seconds`);
  const parts: string[] = [];
  for (const { seconds: unit, one, more } of units) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) parts.push(say(count === 1 ? one : more(count)));
  }
  if (left > 0 || parts.length === 0) parts.push(say(left === 1 ? '1 second' : `${left} seconds`));
  return parts.join(' ');
}
