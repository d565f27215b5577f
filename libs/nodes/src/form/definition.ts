import { compilePattern, PatternError } from '@patchbay/expressions';
import { type ConfigProblem, defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { decimal, expression, interruptible, literal, select, text, toggle, variableName } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { isRecord, listAt, shortened, textAt } from '../shared/read-config.ts';

export const FIELD_TYPES = [
  'text',
  'textarea',
  'number',
  'email',
  'date',
  'time',
  'select',
  'multiselect',
  'checkbox',
  'file',
] as const;

const listed = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.looseObject({ value: z.unknown(), label: z.coerce.string() }),
]);

const field = z.strictObject({
  key: variableName({ label: 'Key', help: 'Name of the value in the result.' }),
  label: text({ label: 'Label', help: 'What the user sees.' }),
  type: select(FIELD_TYPES, {
    label: 'Type',
    help: 'What can be entered. A number, an e-mail address or a date is checked when the form is sent.',
    options: [
      { value: 'text', label: 'Text' },
      { value: 'textarea', label: 'Long text' },
      { value: 'number', label: 'Number' },
      { value: 'email', label: 'E-mail address' },
      { value: 'date', label: 'Date' },
      { value: 'time', label: 'Time' },
      { value: 'select', label: 'One of a list' },
      { value: 'multiselect', label: 'Several of a list' },
      { value: 'checkbox', label: 'Tick' },
      { value: 'file', label: 'File (not in this release)', offered: false },
    ],
  }),
  required: toggle({ label: 'Required', help: 'The form is not taken while this field is empty.' }).optional(),
  options: withHint(z.array(listed).max(500).optional(), {
    widget: 'texts',
    valued: true,
    label: 'Options',
    help: 'Press Enter after each.',
    when: { field: 'type', equals: ['select', 'multiselect'] },
  }),
  help: text({ label: 'Help', help: 'Shown under the field.', advanced: true }).optional(),
  default: expression({
    label: 'Filled in at first',
    help: 'What the field holds when the form opens, such as {{ user.email }}.',
    advanced: true,
  }).optional(),
  min: decimal({
    label: 'Least',
    help: 'Smallest number, or fewest characters.',
    min: -1e15,
    max: 1e15,
    advanced: true,
  }).optional(),
  max: decimal({
    label: 'Most',
    help: 'Largest number, or most characters.',
    min: -1e15,
    max: 1e15,
    advanced: true,
  }).optional(),
  days: select(['any', 'from_today', 'until_today'], {
    label: 'Days',
    help: 'Which days are taken, seen from the user’s today.',
    options: [
      { value: 'any', label: 'Any day' },
      { value: 'from_today', label: 'Today or later' },
      { value: 'until_today', label: 'Today or earlier' },
    ],
    when: { field: 'type', equals: ['date'] },
    advanced: true,
  }).optional(),
  pattern: literal({
    label: 'Pattern',
    help: 'A regular expression that the whole text must fit.',
    advanced: true,
  }).optional(),
});

export const formDefinition = defineNode({
  type: 'form',
  version: 1,
  title: 'Form',
  hint: 'Asks for several values at once.',
  group: 'talk',
  icon: 'forms',
  config: z.strictObject({
    title: text({ label: 'Title', help: 'Stands above the form, such as “Order a laptop”.' }).optional(),
    fields: withHint(z.array(field).min(1, 'Add at least one field.').max(100), {
      widget: 'list',
      label: 'Fields',
      help: 'What the user fills in, from top to bottom.',
      item: { label: 'Field', title: 'label' },
    }),
    submitLabel: text({
      label: 'Button',
      help: 'Stands on the button that sends the form, such as “Order”.',
      placeholder: 'Submit',
      advanced: true,
    }).optional(),
    saveAs: variableName({
      label: 'Save as',
      help: 'Variable that takes the values. It fills the form when it is entered again.',
      placeholder: 'request',
    }),
    interruptible,
  }),
  initial: { title: '', fields: [{ key: 'text', label: 'Text', type: 'text', required: true }], saveAs: 'form' },
  raw: [],
  translatable: [
    'title',
    'submitLabel',
    'fields.*.label',
    'fields.*.help',
    'fields.*.options.*',
    'fields.*.options.*.label',
  ],
  outlets: (_, say = inEnglish) => [next(say), { id: 'cancelled', label: say('Cancelled'), kind: 'plain' }],
  output: (config) =>
    Object.fromEntries(
      listAt(config, 'fields').flatMap((one) => {
        const key = textAt(one, 'key');
        const kind =
          one.type === 'number'
            ? 'number'
            : one.type === 'checkbox'
              ? 'boolean'
              : one.type === 'multiselect'
                ? 'array'
                : 'text';
        return key === undefined ? [] : [[key, kind]];
      }),
    ),
  needs: [],
  effect: 'none',
  waits: true,
  summary: (config, say = inEnglish) => {
    const labels = listAt(config, 'fields').map((one) => textAt(one, 'label') ?? textAt(one, 'key') ?? '?');
    return shortened(textAt(config, 'title') ?? labels.join(', '), say('No fields yet'));
  },
  inspect(config) {
    const found: ConfigProblem[] = [];
    const add = (path: string, code: string, message: string) => found.push({ path, severity: 'error', code, message });
    const seen = new Set<string>();
    for (const [index, one] of listAt(config, 'fields').entries()) {
      const path = `fields.${index}`;
      const key = textAt(one, 'key');
      if (key !== undefined && seen.has(key))
        add(`${path}.key`, 'form.duplicate_key', `Two fields have the key "${key}".`);
      if (key !== undefined) seen.add(key);
      if (textAt(one, 'label') === undefined && isRecord(one))
        add(`${path}.label`, 'form.field_without_label', 'A field needs a label.');
      if (one.type === 'file')
        add(`${path}.type`, 'form.file_unsupported', 'Files cannot be asked for in this release yet.');
      if (
        (one.type === 'select' || one.type === 'multiselect') &&
        (one.options === undefined || (Array.isArray(one.options) && one.options.length === 0))
      ) {
        add(`${path}.options`, 'form.options_missing', 'Add the options to choose from.');
      }
      if (typeof one.pattern === 'string') {
        try {
          compilePattern(one.pattern);
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          add(`${path}.pattern`, 'pattern.invalid', `The pattern cannot be used: ${error.message}`);
        }
      }
    }
    return found;
  },
  upgrades: [],
});
