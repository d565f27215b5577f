import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { saveAs, wholeNumber } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { failed, next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const scriptDefinition = defineNode({
  type: 'script',
  version: 1,
  title: 'Script',
  hint: 'Computes something in JavaScript or TypeScript, sealed off from everything.',
  group: 'data',
  icon: 'code',
  config: z.strictObject({
    code: withHint(z.string().min(1, 'Write some code.').max(200_000), {
      widget: 'code',
      label: 'Code',
      help: 'Body of an async function. It sees “input” (vars, user, message, nodes, conversation) and returns JSON.',
    }),
    saveAs: saveAs('Variable that takes what the script returns.'),
    timeoutMs: wholeNumber({
      label: 'Time limit (ms)',
      help: 'A script that takes longer is stopped, and goes on at “Error”. 1000 ms are a second.',
      min: 1,
      max: 30_000,
      advanced: true,
    }).default(1000),
    memoryMb: wholeNumber({
      label: 'Memory (MB)',
      help: 'A script that needs more is stopped, and goes on at “Error”. Only very long lists need more than 32.',
      min: 8,
      max: 256,
      advanced: true,
    }).default(32),
  }),
  initial: { code: 'return {\n  answer: 42,\n};', saveAs: 'result' },
  raw: ['code'],
  translatable: [],
  outlets: (_, say) => [next(say), failed(say)],
  output: 'any',
  needs: ['script'],
  effect: 'none',
  waits: false,
  summary: (config, say = inEnglish) => shortened(textAt(config, 'code'), say('No code yet')),
  upgrades: [],
});
