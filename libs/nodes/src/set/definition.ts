import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { expression } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { listAt, printed, shortened, textAt } from '../shared/read-config.ts';

export const setDefinition = defineNode({
  type: 'set',
  version: 1,
  title: 'Set variables',
  hint: 'Gives variables new values.',
  group: 'data',
  icon: 'variable',
  config: z.strictObject({
    assignments: withHint(
      z
        .array(
          z.strictObject({
            key: withHint(
              z
                .string()
                .regex(
                  /^[A-Za-z_][A-Za-z0-9_]{0,63}(\.[A-Za-z0-9_-]{1,64})*$/,
                  'Name a variable: letters, digits and underscores, and dots where a part of it is meant.',
                ),
              {
                widget: 'variable',
                label: 'Variable',
                help: 'A dotted name sets one part of an object.',
              },
            ),
            value: expression({
              label: 'Value',
              help: 'Empty: back to its default. Each value sees the ones above.',
            }).optional(),
          }),
        )
        .min(1, 'Add at least one variable.')
        .max(200),
      {
        widget: 'list',
        label: 'Variables',
        help: 'Which variables get a value here. They are set from top to bottom.',
        item: { label: 'Variable', title: 'key' },
      },
    ),
  }),
  initial: { assignments: [{ key: 'variable', value: '' }] },
  raw: ['assignments'],
  translatable: [],
  outlets: (_, say) => [next(say)],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config, say = inEnglish) =>
    shortened(
      listAt(config, 'assignments')
        .map((one) => `${textAt(one, 'key') ?? '?'} = ${one.value === undefined ? say('default') : printed(one.value)}`)
        .join(', '),
      say('Sets nothing yet'),
    ),
  sets: (config) => listAt(config, 'assignments').flatMap((one) => textAt(one, 'key') ?? []),
  upgrades: [],
});
