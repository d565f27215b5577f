import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { variableName, wholeNumber } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { filledIn, printed, shortened, textAt } from '../shared/read-config.ts';

export const loopDefinition = defineNode({
  type: 'loop',
  version: 1,
  title: 'Loop',
  hint: 'Goes once round for each item of a list.',
  group: 'flow',
  icon: 'repeat',
  config: z.strictObject({
    items: withHint(z.unknown(), {
      widget: 'expression',
      label: 'Items',
      help: 'A template that gives a list. It is read once, on entry. What is done with each item begins at “Each” and must lead back to the loop, which goes on at “Done” after the last one.',
      placeholder: '{{ vars.devices }}',
    }),
    itemVar: variableName({ label: 'Item', help: 'Variable that takes each item.', placeholder: 'device' }),
    indexVar: variableName({
      label: 'Position',
      help: 'Variable that takes its number, from 0.',
      advanced: true,
    }).optional(),
    limit: wholeNumber({
      label: 'Most rounds',
      help: 'After so many items it goes on at “Done”, even when the list is longer.',
      min: 1,
      max: 10_000,
      advanced: true,
    }).default(1000),
  }),
  initial: { items: '', itemVar: 'item' },
  raw: ['items'],
  translatable: [],
  outlets: (_, say = inEnglish) => [
    { id: 'each', label: say('Each'), kind: 'plain' },
    { id: 'done', label: say('Done'), kind: 'plain' },
  ],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary(config, say = inEnglish) {
    const items = printed(config.items);
    const sentence = filledIn(say('For each {0} of {1}'), [textAt(config, 'itemVar') ?? 'item', items]);
    return shortened(items && sentence, say('For each item'));
  },
  sets: (config) => [textAt(config, 'itemVar'), textAt(config, 'indexVar')].filter((key) => key !== undefined),
  inspect: (config) =>
    config.items === undefined || config.items === ''
      ? [{ path: 'items', severity: 'error', code: 'loop.items_missing', message: 'Say which list to go through.' }]
      : [],
  upgrades: [],
});
