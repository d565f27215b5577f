import { compilePattern, EXPECTATIONS, PatternError } from '@patchbay/expressions';
import { type ConfigProblem, defineNode } from '@patchbay/node-kit';
import { z } from 'zod';
import {
  interruptible,
  literal,
  markdown,
  retryText,
  select,
  skipIfSet,
  variableName,
  wholeNumber,
} from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { shortened, textAt } from '../shared/read-config.ts';

export const questionDefinition = defineNode({
  type: 'question',
  version: 1,
  title: 'Question',
  hint: 'Asks for an answer in words and saves it.',
  group: 'talk',
  icon: 'help-circle',
  config: z.strictObject({
    text: markdown({ label: 'Question', help: 'Without it, the next message is taken as the answer.' }).optional(),
    saveAs: variableName({ label: 'Save as', help: 'Variable that takes the answer.', placeholder: 'email' }),
    expects: select(EXPECTATIONS, {
      label: 'Expected answer',
      help: 'An answer of another kind is not taken, and the user is asked again.',
      options: [
        { value: 'text', label: 'Any text' },
        { value: 'number', label: 'A number' },
        { value: 'email', label: 'An e-mail address' },
        { value: 'date', label: 'A date' },
        { value: 'url', label: 'A web address' },
        { value: 'yes_no', label: 'Yes or no' },
        { value: 'regex', label: 'A pattern of your own' },
      ],
    }).default('text'),
    pattern: literal({
      label: 'Pattern',
      help: 'A regular expression that the whole answer must fit.',
      placeholder: 'INC[0-9]{7}',
      when: { field: 'expects', equals: 'regex' },
    }).optional(),
    retryText,
    maxRetries: wholeNumber({
      label: 'Retries',
      help: 'How often it asks again before giving up.',
      min: 0,
      max: 20,
      advanced: true,
    }).default(2),
    skipIfSet,
    interruptible,
  }),
  initial: { text: '', saveAs: 'answer', expects: 'text' },
  raw: ['pattern'],
  translatable: ['text', 'retryText'],
  outlets: (_, say = inEnglish) => [next(say), { id: 'gave_up', label: say('Gave up'), kind: 'stuck' }],
  output: (config) => (config.expects === 'number' ? 'number' : config.expects === 'yes_no' ? 'boolean' : 'text'),
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) => shortened(textAt(config, 'text'), say('Takes the next message')),
  inspect(config) {
    const found: ConfigProblem[] = [];
    if (config.expects !== 'regex') return found;
    if (typeof config.pattern !== 'string' || config.pattern === '') {
      found.push({
        path: 'pattern',
        severity: 'error',
        code: 'pattern.missing',
        message: 'Enter the pattern that the answer must fit.',
      });
      return found;
    }
    try {
      compilePattern(config.pattern);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      found.push({
        path: 'pattern',
        severity: 'error',
        code: 'pattern.invalid',
        message: `The pattern cannot be used: ${error.message}`,
      });
    }
    return found;
  },
  upgrades: [],
});
