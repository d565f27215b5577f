import { defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import { decimal, text } from '../shared/fields.ts';
import { next } from '../shared/outlets.ts';
import { printed } from '../shared/read-config.ts';

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
    seconds: decimal({ label: 'Seconds', help: 'At most 90 days.', min: 0, max: LONGEST_WAIT }).optional(),
    until: text({
      label: 'Until',
      help: 'A time instead, such as {{ now | date_add: 2, "days" }}.',
      advanced: true,
    }).optional(),
  }),
  initial: { seconds: 60 },
  raw: [],
  translatable: [],
  outlets: () => [next],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config) =>
    config.until !== undefined && config.until !== ''
      ? `Until ${printed(config.until)}`
      : `${printed(config.seconds) || '?'} seconds`,
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
