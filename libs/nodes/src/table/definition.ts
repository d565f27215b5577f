import { defineNode, withHint } from '@patchbay/node-kit';
import { z } from 'zod';
import { interruptible, literal, saveAs, text, toggle } from '../shared/fields.ts';
import { inEnglish } from '../shared/in-english.ts';
import { next } from '../shared/outlets.ts';
import { filledIn, listAt, shortened, textAt } from '../shared/read-config.ts';

// Nothing is a list of nothing: a variable that is still empty shows an empty table.
const listed = (value: unknown) => (value === '' ? [] : (value ?? []));

export const tableDefinition = defineNode({
  type: 'table',
  version: 1,
  title: 'Table',
  hint: 'Shows a list as a table, and lets the user choose a row.',
  group: 'talk',
  icon: 'table',
  config: z.strictObject({
    title: text({ label: 'Title', help: 'Stands above the table, such as “Your devices”.' }).optional(),
    rows: withHint(z.preprocess(listed, z.array(z.unknown(), 'The rows must be a list.')), {
      widget: 'expression',
      label: 'Rows',
      help: 'A template that gives a list. Plain items such as texts are shown in the column with the key “value”, or else in the first.',
      placeholder: '{{ vars.devices }}',
    }),
    columns: withHint(
      z
        .array(
          z.strictObject({
            key: literal({ label: 'Key', help: 'Field of a row.' }),
            label: text({ label: 'Heading', help: 'Stands at the top of the column.' }),
          }),
        )
        .max(50),
      {
        widget: 'list',
        label: 'Columns',
        help: 'What is shown of each row, from left to right.',
        item: { label: 'Column', title: 'label' },
      },
    ),
    selectable: toggle({ label: 'A row can be chosen', help: 'Then the flow waits for it.' }).optional(),
    saveAs: saveAs('Variable that takes the chosen row.'),
    interruptible,
  }),
  initial: { title: '', rows: '', columns: [{ key: 'name', label: 'Name' }] },
  raw: [],
  translatable: ['title', 'columns.*.label'],
  outlets: (_, say) => [next(say)],
  output: 'object',
  needs: [],
  effect: 'none',
  waits: (config) => config.selectable === true,
  summary: (config, say = inEnglish) =>
    shortened(
      textAt(config, 'title'),
      filledIn(say('Columns: {0}'), [
        listAt(config, 'columns')
          .map((one) => textAt(one, 'label') ?? '?')
          .join(', '),
      ]),
    ),
  inspect: (config) =>
    config.rows === undefined || config.rows === ''
      ? [{ path: 'rows', severity: 'error', code: 'table.rows_missing', message: 'Say which list to show.' }]
      : [],
  upgrades: [],
});
