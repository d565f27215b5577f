import { defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import { markdown, saveAs, select, toggle } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
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
    text: markdown({
      label: 'Question',
      help: 'Said above the scale. Without it, a usual question.',
      placeholder: 'How did this go?',
    }).optional(),
    scale: select(['stars', 'thumbs'], {
      label: 'Scale',
      help: 'Stars give a score from 1 to 5, thumbs give up or down.',
      options: [
        { value: 'stars', label: 'One to five stars' },
        { value: 'thumbs', label: 'Thumb up or down' },
      ],
    }).default('stars'),
    comment: toggle({
      label: 'Ask for a comment too',
      help: 'A field for a few words, which may stay empty.',
    }).optional(),
    saveAs: saveAs('Variable that takes score and comment.'),
  }),
  initial: { scale: 'stars', comment: true },
  raw: [],
  translatable: ['text'],
  outlets: (_, say) => [next(say)],
  output: { score: 'any', comment: 'text' },
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) =>
    shortened(textAt(config, 'text'), say(config.scale === 'thumbs' ? 'Thumb up or down' : 'One to five stars')),
  upgrades: [],
});
