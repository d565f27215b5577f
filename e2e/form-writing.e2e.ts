import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// Writing in forms: rules are moved, a warning is no error, all completions are within reach, and a list can be a template from its first letter.

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser, height: 1200 });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

async function open(key: string, more: FlowDocument['nodes'], rest: Partial<FlowDocument> = {}): Promise<void> {
  const starter = starterDocument({ key, name: key });
  await studio.makeFlow({
    ...starter,
    nodes: [...starter.nodes, ...more],
    edges: [...starter.edges, { from: 'hello', port: 'next', to: more[0]!.id }],
    ...rest,
  });
  await page.goto(`${studio.patchbay.url}/flows/${key}`);
  await expect(editor.card(more[0]!.id)).toBeVisible();
}

const side = () => page.locator('.pb-side');
const sentence = () => side().getByRole('note', { name: 'Reads as' });
const rule = (left: string) => ({ left: `{{ vars.${left} }}`, op: 'eq', right: 'x' });

test('rules are moved by keys and by their handle, also between groups, and back by undo', async () => {
  const when = { all: [rule('one'), rule('two'), { any: [rule('three'), rule('four')] }] };
  const variables = ['one', 'two', 'three', 'four'].map((key) => ({ key, type: 'string' as const, default: '' }));
  const config = { cases: [{ id: 'a', label: 'A', when }] };
  await open('moved', [{ id: 'if', type: 'condition', config }], { variables });
  await openForm(editor.card('if'));
  await side().locator('[data-list-head]').first().click();
  const begins = 'vars.one is x and vars.two is x and (vars.three is x or vars.four is x)';
  await expect(sentence()).toHaveText(begins);

  await test.step('one by one, into the group and through it', async () => {
    const first = side().getByRole('textbox', { name: 'Value', exact: true }).first();
    await first.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(sentence()).toHaveText('vars.two is x and vars.one is x and (vars.three is x or vars.four is x)');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(sentence()).toHaveText('vars.two is x and (vars.one is x or vars.three is x or vars.four is x)');
    await expect(page.locator(':focus')).toHaveValue('{{ vars.one }}');
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(sentence()).toHaveText(begins);
    await expect(page.locator(':focus')).toHaveValue('{{ vars.one }}');
  });

  await test.step('by hand, out of the group to the beginning', async () => {
    const handles = side().locator('.pb-condition-member > .pb-drag-handle');
    await expect(handles).toHaveCount(5);
    const target = side().locator('[data-member]').first();
    await handles.last().dragTo(target, { targetPosition: { x: 60, y: 4 } });
    await expect(sentence()).toHaveText('vars.four is x and vars.one is x and vars.two is x and vars.three is x');
    expect(await axeViolations({ page, within: '.pb-side' })).toEqual([]);
  });

  await test.step('and it is undone as one edit', async () => {
    await page.locator('.pb-node').first().click();
    await page.keyboard.press('Control+z');
    await openForm(editor.card('if'));
    await side().locator('[data-list-head]').first().click();
    await expect(sentence()).toHaveText(begins);
  });
});

test('a new condition says what to do, and its problem leads to the value that is missing', async () => {
  const config = { cases: [{ id: 'case1', label: '', when: { all: [{ left: '', op: 'eq', right: '' }] } }] };
  await open('fresh', [{ id: 'if', type: 'condition', config }]);
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.locator('.pb-problem').filter({ hasText: 'Say which value is compared' }).click();
  await expect(side().getByRole('textbox', { name: 'Value', exact: true })).toBeFocused();
  await page.keyboard.type('{{ ');
  await expect(page.getByRole('option', { name: /message\.text/ })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a dot with nothing behind it, and a comparison with nothing, are warned of at their fields', async () => {
  const when = { all: [{ left: '{{ vars.answer.body. }}', op: 'eq', right: '' }] };
  await open('loose', [{ id: 'if', type: 'condition', config: { cases: [{ id: 'a', label: 'A', when }] } }], {
    variables: [{ key: 'answer', type: 'object', default: {} }],
  });
  await openForm(editor.card('if'));
  await side().locator('[data-list-head]').first().click();
  const left = side().locator('[data-path="cases.0.when.all.0.left"]');
  await expect(left).toContainText('Behind the dot of "vars.answer.body." no name follows');
  const right = side().locator('[data-path="cases.0.when.all.0.right"]');
  await expect(right).toContainText('Say what it is compared with');
  await page.getByRole('tab', { name: /Problems/ }).click();
  await page.locator('.pb-problem').filter({ hasText: 'Compared with' }).click();
  await expect(right.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('up');
  await expect(right).not.toContainText('Say what it is compared with');
  await left.getByRole('textbox').fill('{{ vars.answer.body }}');
  await expect(left).not.toContainText('Behind the dot');
});

test('a warning at a field is amber and says so; an error is red', async () => {
  await open('warned', [{ id: 'say', type: 'message', config: { text: 'Hi {{ vars.nobody }}' } }]);
  await openForm(editor.card('say'));
  const text = side().getByRole('textbox', { name: 'Text' });
  const message = side().locator('[data-path="text"] .pb-field-message');
  await expect(message).toContainText('Warning: The variable "nobody"');
  await expect(text).toHaveAccessibleDescription(/Warning: The variable "nobody"/);
  expect(await text.getAttribute('aria-invalid')).not.toBe('true');
  const colorOf = () => message.evaluate((element) => getComputedStyle(element).color);
  const amber = await colorOf();
  await text.fill('');
  await expect(message).toContainText('Error: ');
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  expect(await colorOf()).not.toBe(amber);
  await text.fill('Hi {{ vars.nobody }}');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(message).toContainText('Warning');
    expect(await axeViolations({ page, within: '.pb-side' })).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
});

test('all completions are within reach, and it is said how many there are', async () => {
  const variables = Array.from({ length: 150 }, (_, index) => ({
    key: `v${String(index).padStart(3, '0')}`,
    type: 'string' as const,
  }));
  await open('many', [{ id: 'say', type: 'message', config: { text: 'Hi ' } }], { variables });
  await openForm(editor.card('say'));
  const text = side().getByRole('textbox', { name: 'Text' });
  await text.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('{{ vars.v');
  const options = page.getByRole('option', { name: /vars\.v/ });
  await expect(page.getByText('150 fit. Go on typing to find one.')).toBeVisible();
  for (let step = 0; step < 149; step++) await page.keyboard.press('ArrowDown');
  await expect(options.last()).toHaveAttribute('data-combobox-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(text).toHaveValue('Hi {{ vars.v149 }}');
  // And by the wheel.
  await page.keyboard.press('Control+a');
  await page.keyboard.type('{{ vars.v');
  await expect(options.first()).toBeVisible();
  for (let turn = 0; turn < 40 && (await options.count()) < 150; turn++) {
    await options.first().evaluate((option) => option.parentElement!.scrollBy(0, 2_000));
    await page.waitForTimeout(20);
  }
  await options.last().click();
  await expect(text).toHaveValue('{{ vars.v149 }}');
});

test('a list without rows is begun as a template by its braces, and a text with one in it is a row', async () => {
  const fields = [{ key: 'device', label: 'Device', type: 'select' }];
  await open('begun', [{ id: 'pick', type: 'form', config: { fields } }], {
    variables: [{ key: 'devices', type: 'array', default: [] }],
  });
  await openForm(editor.card('pick'));
  await side().locator('[data-list-head]').first().click();
  const first = side().getByRole('textbox', { name: 'Options', exact: true });
  await first.focus();
  await page.keyboard.type('{{ dev');
  await expect(page.getByRole('option', { name: /vars\.devices/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(first).toHaveValue('{{ vars.devices }}');
  await expect(first).toBeFocused();
  const config = async () => (await studio.draft('begun')).nodes.find(({ id }) => id === 'pick')?.config;
  await expect.poll(config).toMatchObject({ fields: [{ options: '{{ vars.devices }}' }] });

  await test.step('emptied, it takes rows again', async () => {
    await first.fill('');
    await expect(first).toHaveValue('');
    await first.focus();
    await page.keyboard.type('Laptop');
    await page.keyboard.press('Enter');
    await expect(side().getByRole('textbox', { name: 'Options 1', exact: true })).toHaveValue('Laptop');
    await side().getByRole('button', { name: 'Remove Laptop', exact: true }).click();
  });

  await test.step('by its button', async () => {
    await side().getByRole('button', { name: 'Insert a value into Options' }).click();
    await expect(page.getByRole('option', { name: /vars\.devices/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await side().getByRole('textbox', { name: 'Label', exact: true }).focus();
    await expect(side().getByRole('textbox', { name: 'Options', exact: true })).toHaveValue('');
    await side().getByRole('button', { name: 'Insert a value into Options' }).click();
    await expect(page.getByRole('option', { name: /vars\.devices/ })).toBeVisible();
    await page.keyboard.type('vars.dev');
    await page.keyboard.press('Enter');
    await expect(first).toHaveValue('{{ vars.devices }}');
    await expect(first).toBeFocused();
    await page.keyboard.press('End');
    await page.keyboard.type(' or so');
    await side().getByRole('textbox', { name: 'Label', exact: true }).focus();
    await expect.poll(config).toMatchObject({ fields: [{ options: ['{{ vars.devices }} or so'] }] });
  });
  expect(studio.faults).toEqual([]);
});

test('whatever is removed from a list or added to it by keys, the focus stays in the list, and no key takes away the node', async () => {
  const when = { all: [rule('one')] };
  const property = { type: 'string' };
  const schema = { type: 'object', properties: { one: property }, required: [], additionalProperties: false };
  const http = { method: 'GET', url: 'https://example.com' };
  await open('keyed', [
    {
      id: 'pick',
      type: 'choice',
      config: { text: 'Which?', options: ['A', 'B'].map((label) => ({ id: label, label })) },
    },
    { id: 'if', type: 'condition', config: { cases: [{ id: 'a', label: 'A', when }] } },
    { id: 'call', type: 'http', config: { ...http, headers: { 'X-One': '1', 'X-Two': '2' } } },
    { id: 'ask', type: 'llm', config: { prompt: 'Hello', output: { schema } } },
    { id: 'given', type: 'choice', config: { text: 'Which?', options: '{{ vars.some }}' } },
    { id: 'each', type: 'form', config: { fields: [{ key: 'one', label: 'One', type: 'select', options: ['x'] }] } },
  ]);
  const configOf = async (id: string) => (await studio.draft('keyed')).nodes.find((node) => node.id === id)?.config;
  const button = (name: string) => side().getByRole('button', { name, exact: true });
  const head = side().locator('[data-list-head]');
  const focused = page.locator(':focus');

  await test.step('options of a choice', async () => {
    await editor.goTo('pick');
    await head.first().focus();
    await page.keyboard.press('Delete');
    await expect(head).toHaveText(['B']);
    await expect(head).toBeFocused();
    await page.keyboard.press('Delete');
    await expect(button('Add Option')).toBeFocused();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await expect(side().locator('[data-path="options.0.label"] :focus')).toHaveCount(1);
    await page.keyboard.type('New');
    await page.keyboard.press('Control+Enter');
    await expect(side().locator('[data-path="options.1.label"] :focus')).toHaveCount(1);
    await page.keyboard.type('Next');
    await expect(head).toHaveText(['New', 'Next']);
    await page.keyboard.press('Alt+Enter');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Label' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(button('Write Label in a large field').last()).toBeFocused();
    // Its bin takes the focus with it as well, and its arrows where it goes.
    await button('Move Next up').click();
    await expect(head.first()).toBeFocused();
    await expect(head).toHaveText(['Next', 'New']);
    for (const name of ['New', 'Next']) await button(`Remove ${name}`).click();
    await expect(button('Add Option')).toBeFocused();
    await expect.poll(() => configOf('pick')).toEqual({ text: 'Which?', options: [] });
  });

  await test.step('rules and cases of a condition', async () => {
    await editor.goTo('if');
    await head.press('Enter');
    await button('Remove the rule').press('Enter');
    await expect(button('Rule')).toBeFocused();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await expect(side().locator('[data-path$="all.0.left"] :focus')).toHaveCount(1);
    await page.keyboard.type('a');
    await button('Exception').press('Enter');
    await expect(side().locator('[data-path$="all.1.not.any.0.left"] :focus')).toHaveCount(1);
    await page.keyboard.type('b');
    await button('Remove the negation').press('Enter');
    await expect(focused).toHaveValue('a');
    await expect.poll(() => configOf('if')).toMatchObject({ cases: [{ when: { all: [{ left: 'a' }] } }] });
    await head.press('Delete');
    await expect(button('Add Case')).toBeFocused();
    await page.keyboard.press('Delete');
  });

  await test.step('headers of a call', async () => {
    await editor.goTo('call');
    await button('More settings').press('Enter');
    const headers = side().locator('[data-path="headers"]');
    const add = headers.getByRole('button', { name: 'Add', exact: true });
    const name = (number: number) => headers.getByRole('textbox', { name: `Name ${number}`, exact: true });
    await button('Remove X-One').press('Enter');
    await expect(name(1)).toBeFocused();
    await expect(name(1)).toHaveValue('X-Two');
    await button('Remove X-Two').press('Enter');
    await expect(add).toBeFocused();
    await page.keyboard.press('Delete');
    await expect.poll(() => configOf('call')).toEqual(http);
    await page.keyboard.press('Enter');
    await expect(name(1)).toBeFocused();
    await page.keyboard.type('X-New');
    await expect.poll(() => configOf('call')).toEqual({ ...http, headers: { 'X-New': '' } });
  });

  await test.step('fields of a structured answer', async () => {
    await editor.goTo('ask');
    await button('Remove one').press('Enter');
    await expect(button('Add field')).toBeFocused();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Enter');
    await expect(focused).toHaveValue('field1');
    await expect(focused).toHaveAccessibleName('Name');
    const kind = (name: string) => side().getByRole('radio', { name, exact: true });
    await kind('Fields').focus();
    await page.keyboard.press('ArrowRight');
    await expect(kind('JSON Schema')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(kind('Fields')).toBeFocused();
    await expect(button('Add field')).toBeVisible();
  });

  await test.step('texts, and lists that were a template', async () => {
    await editor.goTo('each');
    await head.press('Enter');
    const row = side().getByRole('textbox', { name: 'Options', exact: true });
    await button('Remove x').click();
    await expect(row).toBeFocused();
    await page.keyboard.type('{{');
    await expect.poll(() => configOf('each')).toMatchObject({ fields: [{ options: '{{' }] });
    for (let key = 0; key < 3; key++) await page.keyboard.press('Backspace');
    await expect(row).toBeFocused();
    await expect.poll(async () => JSON.stringify(await configOf('each'))).not.toContain('options');
    await editor.goTo('given');
    await side().getByRole('textbox', { name: 'Options', exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Backspace');
    await expect(button('Add Option')).toBeFocused();
    await page.keyboard.press('Backspace');
    await expect(button('Add Option')).toBeFocused();
  });

  const ids = async () => (await studio.draft('keyed')).nodes.map(({ id }) => id);
  await expect.poll(ids).toEqual(expect.arrayContaining(['pick', 'if', 'call', 'ask', 'given', 'each']));
  expect(studio.faults).toEqual([]);
});
