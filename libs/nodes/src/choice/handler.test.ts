import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '@patchbay/node-kit';
import { NodeTrial } from '../testing/node-trial.ts';
import { choiceDefinition } from './definition.ts';
import { choiceHandler } from './handler.ts';

const options = [
  { id: 'laptop', label: 'A laptop', value: { kind: 'hardware', size: 13 }, also: ['notebook'] },
  { id: 'phone', label: 'A phone', value: 7 },
  { id: 'other', label: 'Something else' },
];
const choice = (config: Record<string, unknown> = {}, vars: JsonObject = {}) =>
  new NodeTrial({
    definition: choiceDefinition,
    handler: choiceHandler,
    config: { text: 'Which?', options, saveAs: 'a', ...config },
    scope: { vars },
  });
const gives = (outlet: string, output: JsonValue) => ({ kind: 'next', outlet, output });
const noMatch = { kind: 'next', outlet: 'no_match' };

test('has a port for each option, which falls back to next, and no_match', () => {
  const ports = (config: Record<string, unknown>) =>
    choiceDefinition.outlets(config).map(({ id, kind, fallback }) => [id, kind, fallback]);
  expect(ports({ options })).toEqual([
    ['option:laptop', 'plain', 'next'],
    ['option:phone', 'plain', 'next'],
    ['option:other', 'plain', 'next'],
    ['next', 'plain', undefined],
    ['no_match', 'stuck', undefined],
  ]);
  expect(ports({ options: '{{ vars.list }}' }).map(([id]) => id)).toEqual(['next', 'no_match']);
});

test('says its text and draws its options, in the style that it names', async () => {
  const trial = choice({ style: 'dropdown', text: 'Which, {{ vars.name }}?' }, { name: 'Ada' });
  expect(await trial.enter()).toMatchObject({ kind: 'wait', waiting: { kind: 'choice', component: trial.open } });
  expect(trial.said).toEqual(['Which, Ada?']);
  expect(trial.drawn).toEqual({
    kind: 'choice',
    text: 'Which, Ada?',
    style: 'dropdown',
    multiple: false,
    // Values are the flow's own business.
    options: options.map(({ id, label }) => ({ id, label })),
  });
  expect(choiceDefinition.config.parse({ text: 'x', options })).toMatchObject({ style: 'buttons', match: 'exact' });
});

describe('a click', () => {
  test.each([
    ['laptop', gives('option:laptop', { kind: 'hardware', size: 13 })],
    ['phone', gives('option:phone', 7)],
    ['other', gives('option:other', 'Something else')],
  ])('on %s leaves by its port with its value, else its label', async (option, verdict) => {
    const trial = choice();
    await trial.enter();
    const component = trial.open;
    expect(await trial.submit({ option })).toEqual(verdict);
    expect(trial.parts).toEqual([{ type: 'component.closed', id: component, values: { option } }]);
  });

  test('on what was not offered is refused', async () => {
    const trial = choice();
    await trial.enter();
    const wrong: JsonObject[] = [{ option: 'gone' }, { option: 5 }, { option: null }, {}];
    for (const values of wrong) expect(trial.refusals(values)).toEqual(['option: unknown_option']);
    expect(trial.refusals({ options: ['laptop'] })).toEqual(['options: unknown_field']);
    expect(trial.refusals({ option: 'laptop', more: 1 })).toEqual(['more: unknown_field']);
  });

  test('means what the user saw, also where the options would now be others', async () => {
    const trial = choice({ options: '{{ vars.list }}' }, { list: ['a', 'b'] });
    await trial.enter();
    trial.scope.vars.list = ['c', 'd', 'e'];
    expect(trial.refusals({ option: '3' })).toEqual(['option: unknown_option']);
    expect(await trial.submit({ option: '2' })).toMatchObject({ output: 'b' });
  });
});

describe('several', () => {
  test('give an array, in the order of the options, and leave by next', async () => {
    const trial = choice({ multiple: true });
    await trial.enter();
    expect(trial.drawn).toMatchObject({ multiple: true });
    expect(await trial.submit({ options: ['other', 'phone'] })).toEqual(gives('next', [7, 'Something else']));
  });

  test('one alone is an array too, and leaves by its port', async () => {
    const trial = choice({ multiple: true });
    await trial.enter();
    expect(await trial.submit({ options: ['phone'] })).toEqual(gives('option:phone', [7]));
  });

  test('may be typed', async () => {
    for (const typed of ['a phone, other', 'A PHONE and Something else', 'other\na phone']) {
      const trial = choice({ multiple: true });
      await trial.enter();
      expect(await trial.say(typed)).toEqual(gives('next', [7, 'Something else']));
      expect(trial.parts).toMatchObject([{ type: 'component.closed', values: { options: expect.any(Array) } }]);
    }
  });

  test('none, or anything that is no list of ids, is refused', async () => {
    const trial = choice({ multiple: true });
    await trial.enter();
    const wrong: JsonValue[] = [[], ['phone', 5], 'phone', ['phone', 'gone']];
    for (const ids of wrong) expect(trial.refusals({ options: ids })).toEqual(['options: unknown_option']);
    expect(trial.refusals({ option: 'phone' })).toEqual(['option: unknown_field']);
  });
});

describe('a typed text', () => {
  const typed = async (text: string, config: Record<string, unknown> = {}) => {
    const trial = choice(config);
    await trial.enter();
    const verdict = await trial.say(text);
    return verdict.kind === 'next' ? verdict.outlet : verdict.kind;
  };

  test.each([
    ['A laptop', 'option:laptop'],
    ['  a LAPTOP  ', 'option:laptop'],
    ['A laptop!', 'option:laptop'],
    ['Notebook …', 'option:laptop'],
    ['laptop', 'option:laptop'],
    ['Notebook', 'option:laptop'],
    ['something  ELSE', 'option:other'],
    ['the laptop', 'no_match'],
    ['2', 'no_match'],
    ['7', 'no_match'],
  ])('exact: "%s" is %s', async (text, outlet) => {
    expect(await typed(text)).toBe(outlet);
  });

  test.each([
    ['I need a new laptop please', 'option:laptop'],
    ['my notebook is broken', 'option:laptop'],
    ['2', 'option:phone'],
    ['option 3', 'option:other'],
    ['4', 'no_match'],
    ['a laptop or a phone', 'no_match'],
    ['a thing', 'no_match'],
  ])('words: "%s" is %s', async (text, outlet) => {
    expect(await typed(text, { match: 'words' })).toBe(outlet);
  });

  test.each([
    ['yes please', 'option:yes'],
    ['no thanks', 'option:no'],
    ['ja gerne', 'option:yes'],
    ['ja oder nein, weiß nicht', 'no_match'],
    ['yes or no?', 'no_match'],
    // No word of it says anything of the wireless network.
    ['das hat mit dem Rest oder so', 'no_match'],
    ['with cable', 'option:with'],
  ])(
    'words that only hold a sentence together choose nothing, a short yes or no does: "%s" is %s',
    async (text, outlet) => {
      const answers = [
        { id: 'yes', label: 'Yes', also: ['ja'] },
        { id: 'no', label: 'No', also: ['nein'] },
        { id: 'slow', label: 'Verbunden, aber langsam oder mit WLAN, das hakt' },
        { id: 'with', label: 'With' },
      ];
      expect(await typed(text, { match: 'words', options: answers })).toBe(outlet);
    },
  );

  test('closes the component with what it chose', async () => {
    const trial = choice();
    await trial.enter();
    const component = trial.open;
    await trial.say('notebook');
    expect(trial.parts).toEqual([{ type: 'component.closed', id: component, values: { option: 'laptop' } }]);
  });

  test('what the user sees comes before ids and values that read the same', async () => {
    const crossed = [
      { value: 1, label: '2' },
      { value: 2, label: '1' },
    ];
    for (const [text, value] of [
      ['1', 2],
      ['2', 1],
    ] as const) {
      const trial = choice({ options: crossed });
      await trial.enter();
      expect(await trial.say(text)).toMatchObject({ output: value });
    }
    const places = choice({ options: ['2', '1'] });
    await places.enter();
    expect(await places.say('1')).toMatchObject({ output: '1' });
  });
});

describe('what is no answer', () => {
  test('goes to no_match at once, unless it may be asked again', async () => {
    const trial = choice();
    await trial.enter();
    const component = trial.open;
    expect(await trial.say('what?')).toEqual(noMatch);
    expect(trial.closed).toEqual([component]);
  });

  test('is asked again so often, each time closing the old component and drawing a new one', async () => {
    const trial = choice({ maxRetries: '2', retryText: 'One of {{ vars.n }}.' }, { n: 3 });
    await trial.enter();
    for (let round = 0; round < 2; round++) {
      const before = trial.open;
      expect(await trial.say('what?')).toMatchObject({ kind: 'wait' });
      expect(trial.closed).toEqual([before]);
      expect(trial.said).toEqual(['One of 3.']);
      expect(trial.drawn).toMatchObject({ options: [{ id: 'laptop' }, {}, {}] });
      expect(trial.open).not.toBe(before);
    }
    expect(await trial.say('what?')).toEqual(noMatch);
  });

  test('is asked again with a text of the product where the node has none', async () => {
    const trial = choice({ maxRetries: 1 });
    await trial.enter();
    await trial.say('what?');
    expect(trial.said).toEqual(['Please choose one of the options.']);
  });

  test('of several is told that one will do', async () => {
    const trial = choice({ maxRetries: 1, multiple: true });
    await trial.enter();
    expect(trial.issues({ options: [] })).toMatchObject([{ message: 'Please choose at least one of the options.' }]);
    await trial.say('what?');
    expect(trial.said).toEqual(['Please choose at least one of the options.']);
  });

  test('a cancel counts as no match, whatever may be asked again', async () => {
    const trial = choice({ maxRetries: 5 });
    await trial.enter();
    const component = trial.open;
    expect(await trial.cancel()).toEqual(noMatch);
    expect(trial.closed).toEqual([component]);
  });
});

describe('options of a template', () => {
  test.each<[string, JsonValue, string, JsonValue]>([
    ['texts', ['Bern', 'Basel'], 'basel', 'Basel'],
    ['numbers', [10, 20], '20', 20],
    [
      'values with labels',
      [
        { value: { id: 7 }, label: 'Bern' },
        { value: false, label: 'Basel' },
      ],
      'Basel',
      false,
    ],
  ])('are %s', async (_, list, typed, value) => {
    const trial = choice({ options: '{{ vars.list }}' }, { list });
    await trial.enter();
    expect(await trial.say(typed)).toMatchObject({ kind: 'next', output: value });
  });

  test('have ids of their own, also where two read the same', async () => {
    const trial = choice(
      { options: '{{ vars.list }}' },
      { list: ['a', { value: '1', label: 'b' }, { value: '1', label: 'c' }] },
    );
    await trial.enter();
    expect(trial.drawn?.options).toEqual([
      { id: '1', label: 'a' },
      { id: '1_2', label: 'b' },
      { id: '1_3', label: 'c' },
    ]);
    expect(await trial.submit({ option: '1_3' })).toMatchObject({ output: '1' });
  });

  test('must be a list with something in it', async () => {
    await expect(choice({ options: '{{ vars.none }}' }).enter()).rejects.toThrow();
    await expect(choice({ options: '{{ vars.list }}' }, { list: [] }).enter()).rejects.toThrow('at least one');
  });
});

describe('skipIfSet', () => {
  test.each<[JsonValue, unknown]>([
    [{ kind: 'hardware', size: 13 }, gives('option:laptop', { kind: 'hardware', size: 13 })],
    // A database may keep the keys of an object in another order.
    [{ size: 13, kind: 'hardware' }, gives('option:laptop', { kind: 'hardware', size: 13 })],
    [7, gives('option:phone', 7)],
    ['Something else', gives('option:other', 'Something else')],
  ])('does not ask where the variable has %j already', async (known, verdict) => {
    const trial = choice({ skipIfSet: true }, { a: known });
    expect(await trial.enter()).toEqual(verdict);
    expect(trial.parts).toEqual([]);
  });

  test.each<JsonValue>(['unknown', '', null, [7], { kind: 'hardware' }])('asks where it has %j', async (known) => {
    expect(await choice({ skipIfSet: true }, { a: known }).enter()).toMatchObject({ kind: 'wait' });
  });

  test('of several, all must be known', async () => {
    const several = { skipIfSet: true, multiple: true };
    expect(await choice(several, { a: [7, 'Something else'] }).enter()).toEqual(gives('next', [7, 'Something else']));
    expect(await choice(several, { a: [7, 8] }).enter()).toMatchObject({ kind: 'wait' });
    expect(await choice(several, { a: [] }).enter()).toMatchObject({ kind: 'wait' });
  });

  test('a variable named as something that objects have is not set', async () => {
    expect(await choice({ skipIfSet: true, saveAs: 'constructor' }).enter()).toMatchObject({ kind: 'wait' });
  });
});

test('in another language shows the translation, takes either when typed, and saves the untranslated', async () => {
  const config = { text: 'Which?', options, saveAs: 'a' };
  const [, , other] = options;
  const translated = {
    ...config,
    options: [options[0], options[1], { ...other, label: 'Etwas anderes', also: ['sonst'] }],
  };
  for (const typed of ['etwas anderes', 'something else', 'sonst', 'other']) {
    const trial = new NodeTrial({
      definition: choiceDefinition,
      handler: choiceHandler,
      config,
      translated,
      locale: 'de',
    });
    await trial.enter();
    expect(trial.drawn?.options).toContainEqual({ id: 'other', label: 'Etwas anderes' });
    expect(await trial.say(typed)).toEqual(gives('option:other', 'Something else'));
  }
});

test('two options with one id, and one without a label, are faults', () => {
  const scope = { nodeId: 'node', hasEdge: () => true, flowKey: 'test' };
  const found = choiceDefinition.inspect?.({ options: [{ id: 'a', label: 'A' }, { id: 'a' }] }, scope);
  expect(found?.map(({ path, code }) => [path, code])).toEqual([
    ['options.1.id', 'choice.duplicate_option'],
    ['options.1.label', 'choice.option_without_label'],
  ]);
});
