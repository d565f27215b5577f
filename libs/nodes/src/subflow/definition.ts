import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { saveAs } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { failed, next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const subflowDefinition = defineNode({
  type: 'subflow',
  version: 1,
  title: 'Subflow',
  hint: 'Runs another flow and comes back.',
  group: 'flow',
  icon: 'sitemap',
  config: z.strictObject({
    flow: withHint(z.string().min(1, 'Choose a flow.'), {
      widget: 'flow',
      label: 'Flow',
      help: 'It must be published.',
    }),
    input: withHint(z.record(z.string(), z.unknown()).optional(), {
      widget: 'pairs',
      label: 'Inputs',
      help: 'Values for the variables of that flow that are marked as inputs.',
    }),
    saveAs: saveAs('Variable that takes what its end node gives.'),
  }),
  initial: { flow: '' },
  raw: [],
  translatable: [],
  outlets: (_, say) => [next(say), failed(say)],
  output: { resolution: 'text', output: 'object' },
  saves: 'output',
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) => shortened(textAt(config, 'flow'), say('No flow chosen yet')),
  upgrades: [],
});
