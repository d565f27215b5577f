import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// What forms do while the flow beneath them changes, in a real browser.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, page, faults } = studio);
});

test.afterAll(() => studio.close());

test('properties of a JSON Schema keep their names when one is removed, and the focus when one is renamed', async () => {
  const property = { type: 'string' };
  const schema = {
    type: 'object',
    properties: { first: property, second: property },
    required: [],
    additionalProperties: false,
  };
  await open({
    ...starterDocument({ key: 'schema', name: 'Schema' }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'llm', config: { prompt: 'Hello', output: { schema } } },
    ],
  });
  await openForm(card('hello'));
  const form = page.locator('.pb-side [data-path="output"]');
  const names = form.getByLabel('Name', { exact: true });
  const kept = async () => {
    const output = (await studio.draft('schema')).nodes[1]?.config?.output;
    return Object.keys((output as { schema: typeof schema }).schema.properties);
  };
  await names.first().fill('one');
  await page.keyboard.press('Tab');
  await expect(form.getByLabel('Kind').first()).toBeFocused();
  await expect.poll(kept).toEqual(['one', 'second']);

  await form.getByRole('button', { name: 'Remove one' }).click();
  await expect(names).toHaveCount(1);
  await expect(names).toHaveValue('second');
  await names.focus();
  await page.keyboard.press('Tab');
  await expect.poll(kept).toEqual(['second']);
  // One step or two, as quick as this was.
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(async () => {
    await undo.click({ timeout: 1_000 });
    await expect(undo).toBeDisabled({ timeout: 1_000 });
  }).toPass();
  await expect(names).toHaveCount(2);
  await expect(names.first()).toHaveValue('first');
  await expect(names.last()).toHaveValue('second');
});

test('what is no JSON yet is kept while another node is looked at; what is open in a list stays so when one above goes', async () => {
  const options = ['one', 'two', 'three'].map((label) => ({ id: label, label }));
  await open({
    ...starterDocument({ key: 'unfinished', name: 'Unfinished' }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'choice', config: { text: 'Which?', options } },
      {
        id: 'order',
        type: 'http',
        config: { method: 'POST', url: 'https://example.com', body: { type: 'json', value: {} } },
      },
    ],
    layout: { start: { x: 0, y: 0 }, hello: { x: 320, y: 0 }, order: { x: 320, y: 320 } },
  });
  await openForm(card('order'));
  const field = page.locator('.pb-side [data-path="body"]').getByLabel('Value', { exact: true });
  await field.fill('{ "half": ');
  await expect(page.getByText('This is no JSON')).toBeVisible();
  await openForm(card('hello'));

  const form = page.locator('.pb-side [data-path="options"]');
  await form.getByRole('button', { name: 'two', exact: true }).click();
  await form.getByRole('button', { name: 'Remove one' }).click();
  await expect(form.getByRole('button', { name: 'two', exact: true })).toHaveAttribute('aria-expanded', 'true');
  await form.getByRole('button', { name: 'Move three up' }).click();
  await expect(form.getByRole('button', { name: 'two', exact: true })).toHaveAttribute('aria-expanded', 'true');
  await expect(form.getByRole('button', { name: 'three', exact: true })).toHaveAttribute('aria-expanded', 'false');

  await openForm(card('order'));
  await expect(field).toHaveValue('{ "half": ');
  await field.fill('{ "half": 1 }');
  await expect
    .poll(async () => (await studio.draft('unfinished')).nodes[2]?.config?.body)
    .toEqual({ type: 'json', value: { half: 1 } });
});

test('a variable shows what the flow says; a look at its fields changes nothing, and its name is changed wherever it is used', async () => {
  await open({
    ...starterDocument({ key: 'variables', name: 'Variables' }),
    variables: [
      { key: 'device', type: 'string', default: 'Laptop' },
      { key: 'other', type: 'string' },
    ],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: '{{ vars.device }}' } },
    ],
  });
  const first = page.getByLabel('Value at first').first();
  await first.fill('Tablet');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(first).toHaveValue('Laptop');
  await first.focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled();

  const name = page.locator('.pb-side').getByLabel('Name', { exact: true }).nth(1);
  await name.fill('other');
  await page.keyboard.press('Tab');
  await expect(page.getByText('The variable “other” is declared already.')).toBeVisible();
  await name.fill('machine');
  await page.keyboard.press('Tab');
  await expect(page.locator('.pb-side').getByLabel('Type').first()).toBeFocused();
  await expect
    .poll(async () => (await studio.draft('variables')).nodes[1]?.config)
    .toEqual({ text: '{{ vars.machine }}' });
  expect((await studio.draft('variables')).variables?.map(({ key }) => key)).toEqual(['machine', 'other']);
  expect(faults).toEqual([]);
});

test('items of a list are gone through, moved, added and removed by keys, and the focus goes along', async () => {
  const options = ['one', 'two', 'three'].map((label) => ({ id: label, label }));
  await open({
    ...starterDocument({ key: 'items', name: 'Items' }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'choice', config: { text: 'Which?', options } },
    ],
    layout: {},
  });
  const labels = async () => {
    const node = (await studio.draft('items')).nodes.find((one) => one.id === 'hello');
    return (node?.config?.options as { label: string }[]).map(({ label }) => label);
  };
  await openForm(card('hello'));
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Enter');
  const head = (name: string) => page.locator('.pb-side').getByRole('button', { name, exact: true });
  await tabTo(head('one'));
  await page.keyboard.press('ArrowDown');
  await expect(head('two')).toBeFocused();
  await page.keyboard.press('End');
  await expect(head('three')).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(head('three')).toBeFocused();
  await expect.poll(labels).toEqual(['three', 'one', 'two']);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.pb-side [data-path="options.1.label"] :focus')).toHaveCount(1);
  await page.keyboard.type('between');
  await expect.poll(labels).toEqual(['three', 'between', 'one', 'two']);
  await tabTo(head('between'), 'Shift+Tab');
  await page.keyboard.press('Delete');
  await expect(head('one')).toBeFocused();
  await expect.poll(labels).toEqual(['three', 'one', 'two']);
  await page.keyboard.press('Control+z');
  await expect.poll(labels).toEqual(['three', 'between', 'one', 'two']);
  expect(faults).toEqual([]);
});

test('a field of any kind opens in a window of its own and is edited there by keys; what opened it has the focus again', async () => {
  const rule = { left: '{{ vars.a }}', op: 'eq', right: 'b' };
  const schema = { type: 'object', properties: { one: { type: 'string' } }, required: [], additionalProperties: false };
  const configs: Record<string, [type: string, config: Record<string, unknown>]> = {
    hello: ['message', { text: 'Hello' }],
    pick: ['choice', { text: 'Which?', options: [{ id: 'one', label: 'One' }] }],
    ask: ['form', { title: 'Who?', fields: [{ key: 'who', label: 'Who', type: 'text' }] }],
    fork: ['condition', { cases: [{ id: 'x', label: 'Way a', when: { all: [rule] } }] }],
    order: ['http', { method: 'POST', url: 'https://example.com', body: { type: 'json', value: {} } }],
    reckon: ['script', { code: 'return 1;' }],
    judge: ['llm', { prompt: 'Hello', model: 'small', output: { schema } }],
  };
  await open({
    ...starterDocument({ key: 'wide', name: 'Wide' }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      ...Object.entries(configs).map(([id, [type, config]]) => ({ id, type, config })),
    ],
    edges: [],
    layout: {},
  });
  const dialog = page.getByRole('dialog');
  const add = dialog.getByRole('button', { name: /^Add( .+)?$/ }).last();
  const fields: { node: string; path: string; unfold?: string; edit(): Promise<void>; becomes: RegExp }[] = [
    { node: 'hello', path: 'text', edit: () => page.keyboard.type('More'), becomes: /"text":"(MoreHello|HelloMore)"/ },
    { node: 'judge', path: 'model', edit: () => page.keyboard.type('very'), becomes: /verysmall|smallvery/ },
    {
      node: 'order',
      path: 'body',
      edit: async () => {
        await page.keyboard.press('Control+a');
        await page.keyboard.type('{"a":1}');
      },
      becomes: /"value":\{"a":1\}/,
    },
    {
      node: 'reckon',
      path: 'code',
      edit: async () => {
        await tabTo(dialog.locator('.cm-content'));
        await page.keyboard.press('Control+a');
        await page.keyboard.type('return 2;');
      },
      becomes: /return 2;/,
    },
    {
      node: 'fork',
      path: 'cases.0.when',
      unfold: 'Way a',
      edit: async () => {
        await tabTo(dialog.getByLabel('Comparison'));
        await page.keyboard.press('ArrowDown');
      },
      becomes: /"op":"(?!eq")/,
    },
    {
      node: 'pick',
      path: 'options',
      edit: async () => {
        await tabTo(add);
        await page.keyboard.press('Enter');
      },
      becomes: /"option2"/,
    },
    {
      node: 'ask',
      path: 'fields',
      edit: async () => {
        await tabTo(add);
        await page.keyboard.press('Enter');
      },
      becomes: /"fields":\[\{[^}]*\},\{/,
    },
    {
      node: 'start',
      path: 'suggestions',
      edit: async () => {
        await page.keyboard.type('VPN fails');
        await page.keyboard.press('Enter');
      },
      becomes: /"suggestions":\["VPN fails"\]/,
    },
    {
      node: 'order',
      path: 'headers',
      unfold: 'More settings',
      edit: async () => {
        await tabTo(add);
        await page.keyboard.press('Enter');
        await tabTo(dialog.getByLabel('Name 1'), 'Shift+Tab');
        await page.keyboard.type('X-Desk');
      },
      becomes: /"headers":\{"X-Desk":""\}/,
    },
    {
      node: 'judge',
      path: 'output',
      edit: async () => {
        await tabTo(add);
        await page.keyboard.press('Enter');
      },
      becomes: /"field2"/,
    },
  ];
  for (const { node, path, unfold, edit, becomes } of fields)
    await test.step(path, async () => {
      await page.keyboard.press('g');
      await expect(page.getByRole('combobox', { name: 'Nodes' })).toBeFocused();
      await page.keyboard.type(node);
      await page.keyboard.press('Enter');
      await expect(dialog).toHaveCount(0);
      await expect(card(node).locator('.pb-node')).toHaveAttribute('data-selected', 'true');
      // The editor of scripts comes a moment later.
      const code = page.locator('.pb-side .cm-content');
      if (path === 'code') await expect(code).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.locator('.pb-side :focus')).toHaveCount(1);
      if (unfold !== undefined) {
        await tabTo(page.locator('.pb-side').getByRole('button', { name: new RegExp(`(^|: )${unfold}$`) }));
        await page.keyboard.press('Enter');
      }
      // That of a list stands below its items.
      const openers = page
        .locator(`.pb-side [data-path="${path}"]`)
        .getByRole('button', { name: /^Write .+ in a large field$/ });
      const opener = path === 'options' || path === 'fields' ? openers.last() : openers.first();
      // In it Tab writes, so that the button is not come to.
      if (path === 'code') {
        await expect(code).toBeFocused();
        await page.keyboard.press('Alt+Enter');
      } else {
        await tabTo(opener);
        await page.keyboard.press('Enter');
      }
      await expect(dialog.locator(':focus')).toHaveCount(1);
      await edit();
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(opener).toBeFocused();
      await expect
        .poll(async () => JSON.stringify((await studio.draft('wide')).nodes.find((one) => one.id === node)?.config))
        .toMatch(becomes);
      await page.keyboard.press('Escape');
      await expect(page.locator('.react-flow')).toBeFocused();
    });
  expect(faults).toEqual([]);
});

async function tabTo(target: ReturnType<typeof card>, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const here = () => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs < 80 && !(await here()); tabs++) await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

async function open(flow: FlowDocument): Promise<void> {
  await studio.makeFlow(flow);
  await page.goto(`${patchbay.url}/flows/${flow.key}`);
  await expect(card('hello')).toBeVisible();
}

function card(id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}
