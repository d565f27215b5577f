import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { markdown, toggle } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const startDefinition = defineNode({
  type: 'start',
  version: 1,
  title: 'Start',
  hint: 'Where every conversation begins.',
  group: 'flow',
  icon: 'player-play',
  config: z.strictObject({
    greeting: markdown({ label: 'Greeting', help: 'Shown as soon as the conversation opens.' }).optional(),
    suggestions: withHint(z.array(z.coerce.string()).max(20).optional(), {
      widget: 'texts',
      label: 'Suggestions',
      help: 'Texts that the user can click instead of typing. Press Enter after each.',
    }),
    waitForMessage: toggle({
      label: 'Wait for the first message',
      help: 'Off: the flow runs as soon as the conversation opens.',
    }).default(false),
  }),
  initial: {},
  raw: [],
  translatable: ['greeting', 'suggestions.*'],
  outlets: (_, say) => [next(say)],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: (config) => config.waitForMessage === true,
  summary: (config, say = inEnglish) =>
    shortened(
      textAt(config, 'greeting'),
      say(config.waitForMessage === true ? 'Waits for the first message' : 'Begins at once'),
    ),
  upgrades: [],
});
