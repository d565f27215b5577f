import { describe, expect, test } from '@jest/globals';
import type { FlowNode } from '@patchbay/flow-spec';
import { ConversationHarness } from './conversation-harness.ts';
import { oneNode, testFlow } from './test-flow.ts';

// What users answer, in the words of the contract: question, choice, form, table, feedback, with the real nodes.

const node = (type: string, config: Record<string, unknown>): FlowNode => ({ id: 'node', type, config });
const chatWith = (flow: ReturnType<typeof testFlow>) => new ConversationHarness({ flow });

describe('question', () => {
  const question = (config: Record<string, unknown>) =>
    chatWith(
      oneNode(node('question', { text: 'Q?', saveAs: 'a', ...config }), { next: '[{{ vars.a }}]', gave_up: 'gave up' }),
    );

  test.each([
    ['text', 'anything at all', 'anything at all'],
    ['number', 'about 12 pieces', 12],
    ['email', 'write to ada@example.com please', 'ada@example.com'],
    ['date', 'on 2026-12-24', '2026-12-24'],
    ['url', 'https://example.com/a', 'https://example.com/a'],
    ['yes_no', 'Yes', true],
    ['yes_no', 'no', false],
  ])('%s takes "%s"', async (expects, typed, value) => {
    const chat = question({ expects });
    expect(await chat.open()).toEqual(['Q?']);
    expect(await chat.say(typed)).toEqual([`[${value}]`]);
    expect(chat.vars.a).toBe(value);
    expect(chat.snapshot.frames[0]?.nodes.node).toBe(value);
  });

  test('regex must fit whole', async () => {
    const chat = question({ expects: 'regex', pattern: 'INC[0-9]{7}', retryText: 'Like INC0000001', maxRetries: 1 });
    await chat.open();
    expect(await chat.say('see INC0000001')).toEqual(['Like INC0000001']);
    expect(await chat.say('INC0000001')).toEqual(['[INC0000001]']);
  });

  test('asks again so often, then gives up; a broken pattern is a clear error', async () => {
    const chat = question({ expects: 'number' });
    await chat.open();
    expect(await chat.say('x')).toEqual(['Please enter a number.']);
    expect(await chat.say('y')).toEqual(['Please enter a number.']);
    expect(await chat.say('z')).toEqual(['gave up']);
    const broken = question({ expects: 'regex', pattern: '(' });
    await broken.open();
    expect((await broken.say('x')).at(-1)).toBe('!pattern.invalid');
  });

  test('is skipped where its variable has a valid value, and asked where it has none', async () => {
    const skipped = (value: unknown) =>
      chatWith(
        testFlow(
          [
            { id: 'set', type: 'set', config: { assignments: [{ key: 'a', value }] } },
            node('question', { text: 'Q?', saveAs: 'a', expects: 'email', skipIfSet: true }),
            { id: 'said', type: 'message', config: { text: '[{{ vars.a }}]' } },
          ],
          ['start > set', 'set > node', 'node > said'],
        ),
      ).open();
    expect(await skipped('ada@example.com')).toEqual(['[ada@example.com]']);
    expect(await skipped('no address')).toEqual(['Q?']);
    expect(await skipped('')).toEqual(['Q?']);
  });

  test('without a text just takes the next message', async () => {
    const chat = question({ text: undefined });
    expect(await chat.open()).toEqual([]);
    expect(await chat.say('x')).toEqual(['[x]']);
  });
});

describe('choice', () => {
  const options = [
    { id: 'laptop', label: 'A laptop', value: { kind: 'hardware' }, also: ['notebook'] },
    { id: 'other', label: 'Something else' },
  ];
  const choice = (
    config: Record<string, unknown>,
    said: Record<string, string> = { next: '[{{ vars.a }}]', no_match: 'no match' },
  ) => chatWith(oneNode(node('choice', { text: 'Which?', options, saveAs: 'a', ...config }), said));

  test.each([
    ['a click', 'submit', 'laptop', '[{"kind":"hardware"}]'],
    ['its label, case and outer spaces aside', 'say', '  a LAPTOP ', '[{"kind":"hardware"}]'],
    ['its id', 'say', 'other', '[Something else]'],
    ['another text of it', 'say', 'Notebook', '[{"kind":"hardware"}]'],
    ['a part of it, which is none by `exact`', 'say', 'the laptop', 'no match'],
  ])('takes %s', async (_, how, what, said) => {
    const chat = choice({});
    expect(await chat.open()).toEqual(['Which?', '<choice>']);
    expect(await (how === 'submit' ? chat.submit({ option: what }) : chat.say(what))).toEqual([said]);
  });

  test.each([
    ['the laptop please', '[{"kind":"hardware"}]'],
    ['2', '[Something else]'],
    ['laptop or something', 'no match'],
  ])('by words takes "%s"', async (typed, said) => {
    const chat = choice({ match: 'words' });
    await chat.open();
    expect(await chat.say(typed)).toEqual([said]);
  });

  test('leaves by the port of its option where that has an edge', async () => {
    const chat = choice({}, { 'option:laptop': 'laptop!', next: 'next' });
    await chat.open();
    expect(await chat.submit({ option: 'laptop' })).toEqual(['laptop!']);
    await chat.say('again');
    expect(await chat.submit({ option: 'other' })).toEqual(['next']);
  });

  test('asks again so often before no_match, with a new component each time', async () => {
    const chat = choice({ maxRetries: 1, retryText: 'Click one.' });
    await chat.open();
    const first = chat.component;
    expect(await chat.say('what?')).toEqual(['Click one.', '<choice>']);
    expect(chat.component).not.toBe(first);
    expect(chat.events.find((event) => event.type === 'component.closed')).toMatchObject({ id: first });
    expect(await chat.say('what?')).toEqual(['no match']);
  });

  test('cancelled counts as no match; unknown options are refused', async () => {
    const chat = choice({});
    await chat.open();
    expect(await chat.submit({ option: 'gone' })).toEqual(['option: unknown_option']);
    expect(await chat.submit({ option: 'laptop', more: 1 })).toEqual(['more: unknown_field']);
    expect(await chat.cancel()).toEqual(['no match']);
  });

  test('several give an array', async () => {
    const chat = choice({ multiple: true });
    await chat.open();
    expect(await chat.submit({ options: ['other', 'laptop'] })).toEqual(['[[{"kind":"hardware"},"Something else"]]']);
  });

  test.each([
    ['texts', ['Bern', 'Basel'], 'Basel', 'Basel'],
    [
      'values with labels',
      [
        { value: 7, label: 'Bern' },
        { value: 8, label: 'Basel' },
      ],
      'basel',
      8,
    ],
  ])('options may be a template that gives %s, and it leaves by next', async (_, sites, typed, value) => {
    const chat = choice({ options: '{{ env.sites }}' });
    chat.env = { sites };
    expect(await chat.open()).toEqual(['Which?', '<choice>']);
    expect(chat.drawn[0]).toMatchObject({ options: [{ label: 'Bern' }, { label: 'Basel' }] });
    expect(await chat.say(typed)).toEqual([`[${value}]`]);
    expect(chat.vars.a).toBe(value);
    await chat.say('again');
    const [, second] = chat.drawn[0]?.options as { id: string }[];
    expect(await chat.submit({ option: second?.id ?? '' })).toEqual([`[${value}]`]);
  });

  test('is skipped where its variable holds a value of an option', async () => {
    const chat = choice({ skipIfSet: true });
    Object.assign(chat.snapshot.frames[0]?.vars ?? {}, { a: { kind: 'hardware' } });
    expect(await chat.open()).toEqual(['[{"kind":"hardware"}]']);
  });
});

describe('form', () => {
  const fields = [
    { key: 'model', label: 'Model', type: 'select', options: ['13 inch', '16 inch'] },
    { key: 'amount', label: 'Amount', type: 'number', min: 1, max: 9 },
    { key: 'urgent', label: 'Urgent', type: 'checkbox' },
  ];
  const form = () =>
    chatWith(
      oneNode(node('form', { title: 'Order', fields, saveAs: 'order' }), {
        next: '{{ vars.order }}',
        cancelled: 'cancelled',
      }),
    );

  test('gives values by key, with their types, and is filled with them when it is entered again', async () => {
    const chat = form();
    expect(await chat.open()).toEqual(['<form>']);
    expect(await chat.submit({ model: '13 inch', amount: '2', urgent: true })).toEqual([
      '{"model":"13 inch","amount":2,"urgent":true}',
    ]);
    await chat.say('again');
    expect(chat.drawn[0]).toMatchObject({ fields: [{ value: '13 inch' }, { value: 2 }, { value: true }] });
  });

  test('refuses what breaks its rules, field by field, and changes nothing', async () => {
    const chat = form();
    await chat.open();
    expect(await chat.submit({ model: '15 inch', amount: 10, more: 1 })).toEqual([
      'more: unknown_field',
      'model: not_an_option',
      'amount: too_large',
    ]);
    expect(await chat.submit({ model: '16 inch' })).toEqual([expect.stringContaining('"16 inch"')]);
  });

  test('stays open when somebody types; cancelling leaves by its own port', async () => {
    const chat = form();
    await chat.open();
    const { component } = chat;
    expect(await chat.say('hm')).toEqual([expect.stringContaining('still open')]);
    expect(chat.component).toBe(component);
    expect(await chat.cancel()).toEqual(['cancelled']);
  });
});

describe('table', () => {
  const table = (config: Record<string, unknown>) => {
    const columns = [
      { key: 'name', label: 'Name' },
      { key: 'os.version', label: 'Version' },
    ];
    const chat = chatWith(
      oneNode(node('table', { rows: '{{ env.rows }}', columns, ...config }), { next: '[{{ vars.row.name }}]' }),
    );
    chat.env = { rows: [{ name: 'PC1', os: { version: 11 } }, { name: 'PC2' }] };
    return chat;
  };

  test('shows and goes on', async () => {
    const chat = table({});
    expect(await chat.open()).toEqual(['<table>', '[]']);
    expect(chat.drawn[0]).toMatchObject({
      rows: [
        { name: 'PC1', 'os.version': '11' },
        { name: 'PC2', 'os.version': '' },
      ],
    });
  });

  test('waits for a row where one can be chosen; typing leaves it open, cancelling goes on', async () => {
    const chat = table({ selectable: true, saveAs: 'row' });
    expect(await chat.open()).toEqual(['<table>']);
    expect(await chat.say('hm')).toEqual([expect.stringContaining('still open')]);
    expect(await chat.submit({ rows: [2] })).toEqual(['rows: unknown_row']);
    expect(await chat.submit({ rows: [1] })).toEqual(['[PC2]']);
    await chat.say('again');
    expect(await chat.cancel()).toEqual(['[PC2]']);
  });
});

test.each([
  ['stars', { score: 6 }, 'score: invalid', { score: 4, comment: 'Good' }],
  ['thumbs', { score: 4 }, 'score: invalid', { score: 'up' }],
])('feedback by %s', async (scale, wrong, refused, right) => {
  const chat = chatWith(
    oneNode(node('feedback', { scale, comment: true, saveAs: 'rating' }), { next: '{{ vars.rating }}' }),
  );
  expect(await chat.open()).toEqual(['How did this go?', '<feedback>']);
  expect(await chat.say('great')).toEqual([expect.stringContaining('still open')]);
  expect(await chat.submit(wrong)).toEqual([refused]);
  expect(await chat.submit(right)).toEqual([JSON.stringify(right)]);
  await chat.say('again');
  expect(await chat.cancel()).toEqual([JSON.stringify(right)]);
});

describe('languages', () => {
  const translated = () =>
    chatWith(
      oneNode(
        node('form', {
          fields: [{ key: 'size', label: 'Size', type: 'select', options: ['small', 'big'] }],
          saveAs: 'f',
        }),
        { next: 'saved {{ vars.f.size }}', cancelled: 'x' },
        {
          translations: {
            de: {
              'node.fields.size.label': 'Größe',
              'node.fields.size.options.0': 'klein',
              'said0.text': 'gespeichert {{ vars.f.size }}',
            },
          },
          settings: { texts: { de: { stillOpen: 'Noch offen.' } } },
        },
      ),
    );

  test('texts of nodes and of the product follow the locale, saved values do not', async () => {
    const chat = translated();
    chat.locale = 'de-CH';
    await chat.open();
    expect(chat.drawn[0]).toMatchObject({
      submitLabel: 'Absenden',
      fields: [
        {
          label: 'Größe',
          options: [
            { value: 'small', label: 'klein' },
            { value: 'big', label: 'big' },
          ],
        },
      ],
    });
    expect(await chat.say('?')).toEqual(['Noch offen.']);
    expect(await chat.submit({ size: 'klein' })).toEqual(['size: not_an_option']);
    expect(await chat.submit({ size: 'small' })).toEqual(['gespeichert small']);
  });

  test('a question’s own retry is the product’s in German', async () => {
    const chat = chatWith(oneNode(node('question', { text: 'Q?', saveAs: 'a', expects: 'email' }), { next: 'x' }));
    chat.locale = 'de';
    await chat.open();
    expect(await chat.say('x')).toEqual([expect.stringContaining('E-Mail-Adresse')]);
  });
});
