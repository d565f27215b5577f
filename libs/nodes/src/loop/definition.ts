import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { variableName, wholeNumber } from '../shared/fields.ts';
import { printed, shortened, textAt } from '../shared/read-config.ts';

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
  outlets: () => [
    { id: 'each', label: 'Each', kind: 'plain' },
    { id: 'done', label: 'Done', kind: 'plain' },
  ],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config) =>
    shortened(`For each ${textAt(config, 'itemVar') ?? 'item'} of ${printed(config.items)}`, 'For each item'),
  sets: (config) => [textAt(config, 'itemVar'), textAt(config, 'indexVar')].filter((key) => key !== undefined),
  inspect: (config) =>
    config.items === undefined || config.items === ''
      ? [{ path: 'items', severity: 'error', code: 'loop.items_missing', message: 'Say which list to go through.' }]
      : [],
  upgrades: [],
});
