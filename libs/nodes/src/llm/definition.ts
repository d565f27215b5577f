import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { decimal, multiline, requiredText, saveAs, wholeNumber } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { failed, next } from '../shared/outlets.ts';
import { isRecord, shortened, textAt } from '../shared/read-config.ts';
import { shapeOfSchema } from './shape-of-schema.ts';

export const llmDefinition = defineNode({
  type: 'llm',
  version: 1,
  title: 'Language model',
  hint: 'Lets a model answer, or work something out.',
  group: 'ai',
  icon: 'sparkles',
  config: z.strictObject({
    connection: withHint(z.string().optional(), {
      widget: 'connection',
      label: 'Connection',
      help: 'Without it, the only model connection of the workspace.',
      connectionKinds: ['openai', 'ollama'],
    }),
    model: withHint(z.string().optional(), {
      widget: 'model',
      label: 'Model',
      help: 'Without it, the default of the connection.',
      connectionKinds: ['openai', 'ollama'],
    }),
    system: multiline({
      label: 'Instructions',
      help: 'Who the model is, what it knows and how it answers. The user does not see this.',
      placeholder: 'You are a helpful IT technician.',
    }).optional(),
    prompt: requiredText(
      {
        label: 'Prompt',
        help: 'What the model is asked. {{ message.text }} is what the user wrote last.',
        placeholder: '{{ message.text }}',
      },
      'multiline',
    ),
    history: wholeNumber({
      label: 'Past messages',
      help: 'How many messages of the conversation the model sees.',
      min: 0,
      max: 100,
    }).default(0),
    output: withHint(
      z.union([z.literal('reply'), z.literal('silent'), z.strictObject({ schema: z.record(z.string(), z.unknown()) })]),
      {
        widget: 'variant',
        label: 'Answer',
        help: 'Whether the user reads the answer or only the flow works with it. Structured data gives values by name, such as a category.',
        variants: [
          { label: 'Written to the user', value: 'reply' },
          { label: 'Saved only', value: 'silent' },
          { label: 'Structured data', key: 'schema', keyLabel: 'JSON Schema' },
        ],
      },
    ).default('reply'),
    files: withHint(z.unknown().optional(), {
      widget: 'expression',
      label: 'Files',
      help: 'Such as {{ message.files }}. Their texts are read along.',
      advanced: true,
    }),
    temperature: decimal({
      label: 'Temperature',
      help: 'Near 0 it answers nearly the same each time, above 1 more freely. Empty: what is usual for the model.',
      min: 0,
      max: 2,
      advanced: true,
    }).optional(),
    maxTokens: wholeNumber({
      label: 'Most tokens',
      help: 'Where the answer is cut off. 100 tokens are about 75 words. Empty: what is usual for the model.',
      min: 1,
      max: 200_000,
      advanced: true,
    }).optional(),
    saveAs: saveAs('Variable that takes the answer.'),
  }),
  initial: { prompt: '{{ message.text }}', history: 10, output: 'reply' },
  // A JSON Schema is full of braces that are no templates.
  raw: ['output'],
  translatable: [],
  outlets: (_, say) => [next(say), failed(say)],
  output: (config) => (isRecord(config.output) ? shapeOfSchema(config.output.schema) : 'text'),
  needs: ['model', 'history'],
  effect: 'read',
  waits: false,
  summary: (config, say = inEnglish) =>
    shortened(textAt(config, 'system') ?? textAt(config, 'prompt'), say('No prompt yet')),
  says: (config, output) => (config.output === 'reply' && typeof output === 'string' ? output : undefined),
  upgrades: [],
});
