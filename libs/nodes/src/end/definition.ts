import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { select } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { textAt } from '../shared/read-config.ts';

export const endDefinition = defineNode({
  type: 'end',
  version: 1,
  title: 'End',
  hint: 'Closes the conversation, or gives back to the flow that called this one.',
  group: 'flow',
  icon: 'flag',
  config: z.strictObject({
    resolution: select(['resolved', 'escalated', 'abandoned'], {
      label: 'Outcome',
      help: 'How the conversation is listed afterwards. Escalated: somebody else takes it on. Abandoned: it came to nothing.',
      options: [
        { value: 'resolved', label: 'Resolved' },
        { value: 'escalated', label: 'Escalated' },
        { value: 'abandoned', label: 'Abandoned' },
      ],
    }).default('resolved'),
    output: withHint(z.record(z.string(), z.unknown()).optional(), {
      widget: 'pairs',
      label: 'Output',
      help: 'Values for the flow that called this one.',
      advanced: true,
    }),
  }),
  initial: { resolution: 'resolved' },
  raw: [],
  translatable: [],
  outlets: () => [],
  output: 'any',
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) =>
    say({ escalated: 'Escalated', abandoned: 'Abandoned' }[textAt(config, 'resolution') ?? ''] ?? 'Resolved'),
  upgrades: [],
});
