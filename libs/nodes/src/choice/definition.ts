import { type ConfigProblem, defineNode, type Outlet, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import {
  interruptible,
  literal,
  markdown,
  retryText,
  saveAs,
  select,
  skipIfSet,
  text,
  toggle,
  wholeNumber,
} from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { listAt, shortened, textAt } from '../shared/read-config.ts';
import { firstOptions } from './first-options.ts';

const option = z.strictObject({
  id: literal({ label: 'Id' }).min(1),
  label: text({ label: 'Label', help: 'What the user sees.' }),
  value: withHint(z.unknown().optional(), {
    widget: 'text',
    label: 'Saved value',
    help: 'Saved instead of the label.',
    advanced: true,
  }),
  also: withHint(z.array(z.coerce.string()).optional(), {
    widget: 'texts',
    label: 'Also typed as',
    help: 'Other texts that choose this option.',
    advanced: true,
  }),
});
// What a template gives: texts, or values with labels.
const listed = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.looseObject({ value: z.unknown(), label: z.coerce.string() }),
]);

export const choiceDefinition = defineNode({
  type: 'choice',
  version: 1,
  title: 'Choice',
  hint: 'Offers options to click, each with its own path.',
  group: 'talk',
  icon: 'list-check',
  config: z.strictObject({
    text: markdown({
      label: 'Question',
      help: 'Said above the options. Type {{ to insert a value.',
      placeholder: 'What do you need help with?',
    }),
    options: withHint(
      z
        .array(z.union([option, listed]))
        .min(1, 'Add at least one option.')
        .max(200),
      {
        widget: 'list',
        label: 'Options',
        help: 'What the user can choose from. Each has a path of its own; without one it goes on at “Otherwise”.',
        item: { label: 'Option', title: 'label' },
        itemId: 'id',
      },
    ),
    style: select(['buttons', 'dropdown'], {
      label: 'Shown as',
      help: 'Buttons suit a few options, a dropdown suits a long list.',
      options: [
        { value: 'buttons', label: 'Buttons' },
        { value: 'dropdown', label: 'Dropdown' },
      ],
    }).default('buttons'),
    multiple: toggle({
      label: 'Several may be chosen',
      help: 'Who chooses more than one goes on at “Otherwise”, and a list is saved.',
    }).optional(),
    saveAs: saveAs('Variable that takes what was chosen.'),
    match: select(['exact', 'words'], {
      label: 'When the user types instead',
      help: 'Words also takes the number of an option, or words that only one option has.',
      options: [
        { value: 'exact', label: 'Only the exact text of an option' },
        { value: 'words', label: 'Words of one option, or its number' },
      ],
      advanced: true,
    }).default('exact'),
    retryText,
    maxRetries: wholeNumber({
      label: 'Retries',
      help: 'How often it asks again before "No match".',
      min: 0,
      max: 20,
      advanced: true,
    }).default(0),
    skipIfSet,
    interruptible,
  }),
  initial: { text: '', style: 'buttons', options: firstOptions('en') },
  initialIn: { de: { options: firstOptions('de') } },
  raw: [],
  translatable: ['text', 'retryText', 'options.*.label', 'options.*.also.*'],
  outlets(config, say = inEnglish) {
    const options = listAt(config, 'options').flatMap((one, index): Outlet[] => {
      const id = textAt(one, 'id');
      return id === undefined
        ? []
        : [
            {
              id: `option:${id}`,
              label: textAt(one, 'label') ?? say(`Option ${index + 1}`),
              kind: 'plain',
              fallback: 'next',
            },
          ];
    });
    return [
      ...options,
      options.length > 0 ? { ...next(say), label: say('Otherwise') } : next(say),
      { id: 'no_match', label: say('No match'), kind: 'stuck' },
    ];
  },
  output: (config) => (config.multiple === true ? 'array' : 'any'),
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) =>
    shortened(textAt(config, 'text'), say(`${listAt(config, 'options').length} options`)),
  inspect(config) {
    const found: ConfigProblem[] = [];
    const seen = new Set<string>();
    for (const [index, one] of listAt(config, 'options').entries()) {
      const id = textAt(one, 'id');
      if (id !== undefined && seen.has(id))
        found.push({
          path: `options.${index}.id`,
          severity: 'error',
          code: 'choice.duplicate_option',
          message: `Two options have the id "${id}".`,
        });
      if (id !== undefined) seen.add(id);
      if (id !== undefined && textAt(one, 'label') === undefined)
        found.push({
          path: `options.${index}.label`,
          severity: 'error',
          code: 'choice.option_without_label',
          message: 'An option needs a label.',
        });
    }
    return found;
  },
  upgrades: [],
});
