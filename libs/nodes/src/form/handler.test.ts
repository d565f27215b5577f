import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { formDefinition } from './definition.ts';
import { formHandler } from './handler.ts';

const fields = [
  { key: 'model', label: 'Model', type: 'select', options: ['13 inch', '16 inch'], required: true },
  { key: 'amount', label: 'Amount', type: 'number', min: 1, max: 9, default: '{{ vars.usual }}' },
  { key: 'note', label: 'Note', type: 'textarea', help: 'For {{ vars.who }}' },
  { key: 'urgent', label: 'Urgent', type: 'checkbox' },
];
const form = (config: Record<string, unknown> = {}, vars: JsonObject = {}) =>
  new NodeTrial({
    definition: formDefinition,
    handler: formHandler,
    config: { title: 'Order', fields, saveAs: 'order', ...config },
    scope: { vars: { usual: 2, who: 'us', ...vars } },
  });

test('has the ports next and cancelled', () => {
  expect(formDefinition.outlets({}).map(({ id }) => id)).toEqual(['next', 'cancelled']);
});

test('draws its fields, with what they begin with', async () => {
  const trial = form({ submitLabel: 'Send for {{ vars.who }}' });
  expect(await trial.enter()).toEqual({ kind: 'wait', waiting: { kind: 'form', component: trial.open } });
  expect(trial.drawn).toEqual({
    kind: 'form',
    title: 'Order',
    submitLabel: 'Send for us',
    cancellable: true,
    fields: [
      {
        ...{ key: 'model', label: 'Model', type: 'select', required: true },
        options: [
          { value: '13 inch', label: '13 inch' },
          { value: '16 inch', label: '16 inch' },
        ],
      },
      { key: 'amount', label: 'Amount', type: 'number', required: false, min: 1, max: 9, value: 2 },
      { key: 'note', label: 'Note', type: 'textarea', required: false, help: 'For us' },
      { key: 'urgent', label: 'Urgent', type: 'checkbox', required: false },
    ],
  });
});

test('has a button of the product where the node names none', async () => {
  const trial = form();
  await trial.enter();
  expect(trial.drawn).toMatchObject({ submitLabel: 'Submit' });
});

test('gives its values by key, each as its type has it, and closes with them', async () => {
  const trial = form();
  await trial.enter();
  const component = trial.open;
  const values = { model: '16 inch', amount: 3, note: 'soon', urgent: true };
  expect(await trial.submit({ ...values, amount: ' 3 ' })).toEqual({ kind: 'next', outlet: 'next', output: values });
  expect(trial.parts).toEqual([{ type: 'component.closed', id: component, values }]);
});

test('what was left empty is there, as nothing', async () => {
  const trial = form();
  await trial.enter();
  expect(await trial.submit({ model: '13 inch' })).toMatchObject({
    output: { model: '13 inch', amount: null, note: null, urgent: false },
  });
});

test('refuses what breaks the rules, with an issue for each field', async () => {
  const trial = form();
  await trial.enter();
  expect(trial.issues({ model: '15 inch', amount: 10, urgent: 'yes', more: 1 })).toEqual([
    { path: 'more', code: 'unknown_field', message: '"more" is no field of this form.' },
    { path: 'model', code: 'not_an_option', message: 'Please choose one of the options.' },
    { path: 'amount', code: 'too_large', message: 'Please enter at most 9.' },
    { path: 'urgent', code: 'invalid', message: 'Please check this entry.' },
  ]);
  expect(trial.refusals({})).toEqual(['model: required']);
});

describe('entered again', () => {
  const entered = async (order: JsonObject | string) => {
    const trial = form({}, { order });
    await trial.enter();
    return (trial.drawn?.fields as JsonObject[]).map(({ value }) => value);
  };

  test('is filled with what its variable holds', async () => {
    expect(await entered({ model: '16 inch', amount: 5, note: 'x', urgent: true })).toEqual(['16 inch', 5, 'x', true]);
  });

  test('leaves empty what was left empty, and begins with the default what was never asked', async () => {
    expect(await entered({ model: null, amount: null, note: '' })).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(await entered({ model: '13 inch' })).toEqual(['13 inch', 2, undefined, undefined]);
    expect(await entered('no object')).toEqual([undefined, 2, undefined, undefined]);
  });
});

test('says that it is still open when somebody types, and stays open', async () => {
  const trial = form();
  const verdict = await trial.enter();
  expect(await trial.say('hm')).toEqual(verdict);
  expect(trial.parts).toMatchObject([
    { type: 'message', text: 'The form above is still open. Please fill it in or cancel it.' },
  ]);
});

test('leaves by cancelled, and closes', async () => {
  const trial = form();
  await trial.enter();
  const component = trial.open;
  expect(await trial.cancel()).toEqual({ kind: 'next', outlet: 'cancelled' });
  expect(trial.parts).toEqual([{ type: 'component.closed', id: component }]);
});

test('fields and options may be templates', async () => {
  const list = [{ key: 'site', label: 'Site', type: 'multiselect', options: '{{ vars.sites }}' }];
  const trial = form({ fields: '{{ vars.list }}' }, { list: [{ key: 'a', label: 'A', type: 'text' }] });
  await trial.enter();
  expect(await trial.submit({ a: 'x' })).toMatchObject({ output: { a: 'x' } });
  const sites = [{ value: 'be', label: 'Bern' }, 'Basel'];
  const chosen = form({ fields: list }, { sites });
  await chosen.enter();
  expect(chosen.drawn?.fields).toMatchObject([
    {
      options: [
        { value: 'be', label: 'Bern' },
        { value: 'Basel', label: 'Basel' },
      ],
    },
  ]);
  expect(chosen.refusals({ site: ['Bern'] })).toEqual(['site: not_an_option']);
  expect(await chosen.submit({ site: ['be', 'Basel'] })).toMatchObject({ output: { site: ['be', 'Basel'] } });
});

describe('in another language', () => {
  const config = {
    fields: [{ key: 'size', label: 'Size', type: 'select', options: ['small', 'big'], required: true }],
    saveAs: 'f',
  };
  const translated = { ...config, fields: [{ ...config.fields[0], label: 'Größe', options: ['klein', 'gross'] }] };
  const german = () =>
    new NodeTrial({ definition: formDefinition, handler: formHandler, config, translated, locale: 'de-CH' });

  test('shows translated texts with untranslated values', async () => {
    const trial = german();
    await trial.enter();
    expect(trial.drawn).toMatchObject({
      submitLabel: 'Absenden',
      fields: [
        {
          label: 'Größe',
          options: [
            { value: 'small', label: 'klein' },
            { value: 'big', label: 'gross' },
          ],
        },
      ],
    });
  });

  test('takes and saves the untranslated values alone, and tells what is wrong in that language', async () => {
    const trial = german();
    await trial.enter();
    expect(trial.issues({ size: 'klein' })).toEqual([
      { path: 'size', code: 'not_an_option', message: 'Bitte wählen Sie eine der Möglichkeiten.' },
    ]);
    expect(await trial.submit({ size: 'small' })).toMatchObject({ output: { size: 'small' } });
  });
});

test('a day is today where the user is, earlier or later, as the field takes it', async () => {
  const days = (zone: string) => {
    const trial = new NodeTrial({
      definition: formDefinition,
      handler: formHandler,
      config: {
        fields: [
          { key: 'since', label: 'Since', type: 'date', days: 'until_today' },
          { key: 'by', label: 'By', type: 'date', days: 'from_today' },
          { key: 'any', label: 'Any', type: 'date', days: 'any' },
        ],
        saveAs: 'days',
      },
    });
    return Object.assign(trial, { now: '2026-11-24T23:30:00.000Z', timezone: zone });
  };
  // Tomorrow in Berlin has begun, and New York has hours to go.
  for (const [zone, today, other] of [
    ['Europe/Berlin', '2026-11-25', '2026-11-24'],
    ['America/New_York', '2026-11-24', '2026-11-25'],
    ['nowhere', '2026-11-24', '2026-11-25'],
  ] as const) {
    const trial = days(zone);
    await trial.enter();
    expect(trial.drawn?.fields).toMatchObject([{ days: 'until_today' }, { days: 'from_today' }, { type: 'date' }]);
    expect((trial.drawn?.fields as object[])[2]).not.toHaveProperty('days');
    expect(trial.refusals({ since: today, by: today, any: '1999-01-01' })).toEqual([]);
    expect(trial.refusals({ since: '2099-01-01', by: '1999-01-01' })).toEqual(['since: too_late', 'by: too_early']);
    expect(trial.refusals({ since: other, by: other })).toEqual(
      other > today ? ['since: too_late'] : ['by: too_early'],
    );
  }
});

test('keys that objects have of their own are keys like any other', async () => {
  const odd = ['constructor', 'toString', '__proto__'];
  const trial = form({
    fields: odd.map((key) => ({ key, label: key, type: 'text', required: true })),
    saveAs: 'valueOf',
  });
  await trial.enter();
  expect(trial.drawn?.fields).toEqual(odd.map(() => expect.not.objectContaining({ value: expect.anything() })));
  expect(trial.refusals({})).toEqual(odd.map((key) => `${key}: required`));
  const verdict = await trial.submit(JSON.parse('{"constructor":"a","toString":"b","__proto__":"c"}'));
  expect(JSON.stringify(verdict)).toContain('{"constructor":"a","toString":"b","__proto__":"c"}');
});

test('faults of fields are found where they are', () => {
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  const faulty = [
    { key: 'a', label: 'A', type: 'file' },
    { key: 'a', type: 'select', pattern: '(' },
  ];
  expect(formDefinition.inspect?.({ fields: faulty }, scope)?.map(({ path, code }) => [path, code])).toEqual([
    ['fields.0.type', 'form.file_unsupported'],
    ['fields.1.key', 'form.duplicate_key'],
    ['fields.1.label', 'form.field_without_label'],
    ['fields.1.options', 'form.options_missing'],
    ['fields.1.pattern', 'pattern.invalid'],
  ]);
});
