import { defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import { requiredText } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const messageDefinition = defineNode({
  type: 'message',
  version: 1,
  title: 'Message',
  hint: 'Says something to the user.',
  group: 'talk',
  icon: 'message',
  config: z.strictObject({
    text: requiredText(
      { label: 'Text', help: 'Markdown. Type {{ to insert a value.', placeholder: 'Hello {{ user.name }}' },
      'markdown',
    ),
  }),
  initial: { text: '' },
  raw: [],
  translatable: ['text'],
  outlets: (_, say) => [next(say)],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: false,
  summary: (config, say = inEnglish) => shortened(textAt(config, 'text'), say('Says nothing yet')),
  upgrades: [],
});
