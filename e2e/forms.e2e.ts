import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { openStudio, type Studio } from './support/studio.ts';

// What forms do while the flow beneath them changes, in a real browser.

let studio: Studio;
let patchbay: Studio['patchbay'];
let context: Studio['context'];
let page: Studio['page'];
let faults: Studio['faults'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, context, page, faults } = studio);
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
  await card('hello').click();
  const form = page.locator('.pb-side [data-path="output"]');
  const names = form.getByLabel('Name', { exact: true });
  const kept = async () => {
    const output = (await draft('schema')).nodes[1]?.config?.output;
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
  while (await undo.isEnabled()) await undo.click();
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
  await card('order').click();
  const field = page.locator('.pb-side [data-path="body"]').getByLabel('Value', { exact: true });
  await field.fill('{ "half": ');
  await expect(page.getByText('This is no JSON')).toBeVisible();
  await card('hello').click();

  const form = page.locator('.pb-side [data-path="options"]');
  await form.getByRole('button', { name: 'two', exact: true }).click();
  await form.getByRole('button', { name: 'Remove one' }).click();
  await expect(form.getByRole('button', { name: 'two', exact: true })).toHaveAttribute('aria-expanded', 'true');
  await form.getByRole('button', { name: 'Move three up' }).click();
  await expect(form.getByRole('button', { name: 'two', exact: true })).toHaveAttribute('aria-expanded', 'true');
  await expect(form.getByRole('button', { name: 'three', exact: true })).toHaveAttribute('aria-expanded', 'false');

  await card('order').click();
  await expect(field).toHaveValue('{ "half": ');
  await field.fill('{ "half": 1 }');
  await expect
    .poll(async () => (await draft('unfinished')).nodes[2]?.config?.body)
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
  await expect.poll(async () => (await draft('variables')).nodes[1]?.config).toEqual({ text: '{{ vars.machine }}' });
  expect((await draft('variables')).variables?.map(({ key }) => key)).toEqual(['machine', 'other']);
  expect(faults).toEqual([]);
});

async function open(flow: FlowDocument): Promise<void> {
  const { csrfToken } = await (await context.request.get(`${patchbay.url}/api/v1/me`)).json();
  const made = await context.request.post(`${patchbay.url}/api/v1/workspaces/default/flows`, {
    headers: { 'x-csrf-token': csrfToken },
    data: flow,
  });
  expect(made.status(), await made.text()).toBe(201);
  await page.goto(`${patchbay.url}/flows/${flow.key}`);
  await expect(card('hello')).toBeVisible();
}

async function draft(key: string): Promise<FlowDocument> {
  return (await context.request.get(`${patchbay.url}/api/v1/workspaces/default/flows/${key}/draft`)).json();
}

function card(id: string) {
  return page.locator(`.react-flow__node[data-id="${id}"]`);
}
