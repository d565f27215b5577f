import { defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import { markdown, saveAs, select, toggle } from '../shared/fields.ts';
import { next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const feedbackDefinition = defineNode({
  type: 'feedback',
  version: 1,
  title: 'Feedback',
  hint: 'Asks how it went.',
  group: 'talk',
  icon: 'star',
  config: z.strictObject({
    text: markdown({ label: 'Question', placeholder: 'How did this go?' }).optional(),
    scale: select(['stars', 'thumbs'], {
      label: 'Scale',
      options: [
        { value: 'stars', label: 'One to five stars' },
        { value: 'thumbs', label: 'Thumb up or down' },
      ],
    }).default('stars'),
    comment: toggle({ label: 'Ask for a comment too' }).optional(),
    saveAs: saveAs('Variable that takes score and comment.'),
  }),
  initial: { scale: 'stars', comment: true },
  raw: [],
  translatable: ['text'],
  outlets: () => [next],
  output: { score: 'any', comment: 'text' },
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config) =>
    shortened(textAt(config, 'text'), config.scale === 'thumbs' ? 'Thumb up or down' : 'One to five stars'),
  upgrades: [],
});
