import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// Fields of a form: completions stand at the word, lists of texts lose nothing, problems lead to their field, and the caret and the focus stay where one was.

let studio: Studio;
let page: Studio['page'];
let editor: EditorPage;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

const draftOf = (key: string) => studio.draft(key);
const saved = () => expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

test('completions open under the word, in the form and in its large window, and a name is replaced as a whole', async () => {
  await editor.open('completed');
  await openForm(editor.card('hello'));
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('First line\nand {{ user.nme }} here');
  await page.evaluate(() => {
    const area = document.activeElement as HTMLTextAreaElement;
    area.setSelectionRange(area.value.indexOf('nme') + 1, area.value.indexOf('nme') + 1);
  });
  await page.keyboard.type('a');
  await page.keyboard.press('Backspace');
  const option = page.getByRole('option', { name: /user\.name/ });
  await expect(option).toBeVisible();
  const [field, list] = [(await text.boundingBox())!, (await option.boundingBox())!];
  expect(list.y).toBeGreaterThan(field.y);
  expect(list.y).toBeLessThan(field.y + field.height + 40);
  await page.keyboard.press('Enter');
  await expect(text).toHaveValue('First line\nand {{ user.name }} here');

  // The large window begins where the caret was.
  await text.press('Control+Home');
  await text.press('End');
  await text.press('Alt+Enter');
  const large = page.getByRole('dialog').getByRole('textbox');
  await expect(large).toBeFocused();
  await expect.poll(() => large.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe('First line'.length);
  await page.keyboard.type(' {{ conv');
  const inWindow = page.getByRole('option', { name: /conversation\.id/ });
  await expect(inWindow).toBeVisible();
  const [area, below] = [(await large.boundingBox())!, (await inWindow.boundingBox())!];
  expect(area.width).toBeGreaterThan(900);
  expect(Math.abs(below.x - (area.x + 100))).toBeLessThan(120);
  expect(below.y - area.y).toBeLessThan(90);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
});

test('options with values of their own are shown and kept; rows are added, pasted and moved by keys', async () => {
  const starter = starterDocument({ key: 'listed', name: 'Listed' });
  const options = [{ value: 'l', label: 'Laptop', hint: 'kept' }, 'Phone'];
  await studio.makeFlow({
    ...starter,
    nodes: [
      ...starter.nodes,
      { id: 'form', type: 'form', config: { fields: [{ key: 'device', label: 'Device', type: 'select', options }] } },
    ],
    edges: [...starter.edges, { from: 'hello', port: 'next', to: 'form' }],
  });
  await page.goto(`${studio.patchbay.url}/flows/listed`);
  await openForm(editor.card('form'));
  await page.getByRole('button', { name: 'Device', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Options 1', exact: true })).toHaveValue('Laptop');
  const next = page.getByRole('textbox', { name: 'Options', exact: true });
  await next.fill('Mouse');
  await next.press('Enter');
  await page.evaluate(() => navigator.clipboard.writeText('Desk\nChair'));
  await next.focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByRole('textbox', { name: 'Options 5', exact: true })).toHaveValue('Chair');
  await page.getByRole('textbox', { name: 'Saved value of Options 2' }).fill('p');
  const mouse = page.getByRole('textbox', { name: 'Options 3', exact: true });
  await mouse.press('Alt+ArrowUp');
  await expect(page.getByRole('textbox', { name: 'Options 2', exact: true })).toBeFocused();
  await saved();
  await expect
    .poll(async () => (await draftOf('listed')).nodes.find((node) => node.id === 'form')?.config)
    .toMatchObject({
      fields: [{ options: [options[0], 'Mouse', { value: 'p', label: 'Phone' }, 'Desk', 'Chair'] }],
    });
});

test('a problem leads to its field, also within a folded item; one of the flow leads to the settings', async () => {
  const starter = starterDocument({ key: 'led', name: 'Led' });
  await studio.makeFlow({
    ...starter,
    nodes: [
      ...starter.nodes,
      {
        id: 'pick',
        type: 'choice',
        config: {
          text: 'Which?',
          options: [
            { id: 'a', label: 'A' },
            { id: 'b', label: 'B' },
            { id: 'c', label: '' },
          ],
        },
      },
    ],
    edges: [...starter.edges, { from: 'hello', port: 'next', to: 'pick' }, { from: 'pick', port: 'next', to: 'hello' }],
    settings: { onError: { goto: 'nowhere' } },
  });
  await page.goto(`${studio.patchbay.url}/flows/led`);
  await expect(editor.card('pick')).toBeVisible();
  const problems = page.getByRole('tab', { name: /Problems/ });
  await problems.click();
  await page.locator('.pb-problem').filter({ hasText: 'Option 3 › Label' }).click();
  const label = page.getByRole('textbox', { name: 'Label' });
  await expect(label).toBeFocused();
  await expect(label).toHaveValue('');
  await problems.click();
  await page.locator('.pb-problem').filter({ hasText: 'nowhere' }).click();
  await expect(page.getByRole('combobox', { name: 'When something fails' })).toBeFocused();
});

test('a field that is added is written by its label and has a name; what is wrong is told at its field, in the form’s words; what follows errors is not chosen until it is', async () => {
  await studio.makeFlow({
    ...starterDocument({ key: 'added', name: 'Added' }),
    nodes: [
      { id: 'start', type: 'start' },
      {
        id: 'form',
        type: 'form',
        config: { fields: [{ key: 'mail', label: 'E-mail', type: 'email' }], saveAs: 'form' },
      },
    ],
    edges: [{ from: 'start', port: 'next', to: 'form' }],
    layout: { form: { x: 320, y: 0 } },
  });
  await page.goto(`${studio.patchbay.url}/flows/added`);
  const errors = page.getByRole('combobox', { name: 'When something fails' });
  await expect(errors).toHaveValue('');
  await errors.selectOption({ label: 'Apologise and go on' });
  await expect.poll(async () => (await draftOf('added')).settings?.onError).toBe('apologise');
  await openForm(editor.card('form'));
  await page.getByRole('button', { name: 'Add Field' }).click();
  await expect(page.getByRole('textbox', { name: 'Label' })).toBeFocused();
  await page.keyboard.type('Provider');
  const fields = async () => (await draftOf('added')).nodes.find((node) => node.id === 'form')?.config?.fields;
  await expect.poll(async () => JSON.stringify(await fields())).toContain('"key":"provider","label":"Provider"');

  // What this release does not take is not offered.
  const kinds = page.locator('[data-path="fields.1.type"] option');
  await expect(kinds.filter({ hasText: 'Time' })).toHaveCount(1);
  await expect(kinds.filter({ hasText: 'not in this release' })).toHaveCount(0);

  const key = page.locator('[data-path="fields.1.key"]');
  await key.getByRole('combobox').fill('no name');
  await expect(key.getByText(/^A variable begins with a letter/)).toBeVisible();
  await page.getByRole('tab', { name: /Problems/ }).click();
  await expect(page.locator('.pb-problem').filter({ hasText: 'Field 2 › Key' })).toContainText(/^A variable begins/);
  await expect(editor.card('form').getByRole('img', { name: /^“Field 2 › Key”: A variable begins/ })).toBeVisible();

  await page.locator('.pb-problem').filter({ hasText: 'Field 2 › Key' }).click();
  await key.getByRole('combobox').fill('provider');
  await expect(key.getByText(/^A variable begins/)).toHaveCount(0);

  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await dialog.getByRole('textbox', { name: 'Address' }).fill('Not one!');
  await dialog.getByRole('textbox', { name: 'What is new' }).fill('A form');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');
  // What was written is there when one comes back from what stood in the way.
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue('Not one!');
  await expect(dialog.getByRole('textbox', { name: 'What is new' })).toHaveValue('A form');
  await page.keyboard.press('Escape');
  // The browser tells of the refusal that was asked for.
  expect(studio.faults.splice(0)).toEqual([expect.stringContaining('422')]);
});

test('the key of a field goes along with its label, in one step of undo, until the flow reads it; completions tell the label and are found by it', async () => {
  const fields = [{ key: 'text', label: 'Text', type: 'text' }];
  await studio.makeFlow({
    ...starterDocument({ key: 'along', name: 'Along' }),
    nodes: [
      { id: 'start', type: 'start' },
      { id: 'form', type: 'form', config: { fields, saveAs: 'form' } },
      { id: 'say', type: 'message', config: { text: '' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'form' },
      { from: 'form', port: 'next', to: 'say' },
    ],
    layout: { form: { x: 320, y: 0 }, say: { x: 640, y: 0 } },
  });
  await page.goto(`${studio.patchbay.url}/flows/along`);
  await openForm(editor.card('form'));
  await page.getByRole('button', { name: 'Text', exact: true }).click();
  const label = page.getByRole('textbox', { name: 'Label' });
  const key = page.locator('[data-path="fields.0.key"]').getByRole('combobox');
  await label.press('Control+a');
  await page.keyboard.type('Since when?');
  await expect(key).toHaveValue('since_when');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+z');
  await expect(label).toHaveValue('Text');
  await expect(key).toHaveValue('text');
  await page.keyboard.press('Control+Shift+z');
  await expect(key).toHaveValue('since_when');

  await openForm(editor.card('say'));
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.focus();
  await page.keyboard.type('{{ when');
  const option = page.getByRole('option', { name: /vars\.form\.since_when/ });
  await expect(option).toContainText('Since when?');
  await expect(option).toHaveAttribute('data-combobox-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(text).toHaveValue('{{ vars.form.since_when }}');

  await openForm(editor.card('form'));
  await page.getByRole('button', { name: 'Since when?', exact: true }).click();
  await label.press('End');
  await page.keyboard.type(' And why?');
  await expect(label).toHaveValue('Since when? And why?');
  await expect
    .poll(async () => (await draftOf('along')).nodes.find(({ id }) => id === 'form')?.config?.fields)
    .toEqual([{ key: 'since_when', label: 'Since when? And why?', type: 'text' }]);
  expect(studio.faults).toEqual([]);
});

test('a rule that is removed by key leaves the focus at the one that takes its place', async () => {
  const starter = starterDocument({ key: 'ruled', name: 'Ruled' });
  const rule = (left: string) => ({ left, op: 'eq', right: 'x' });
  await studio.makeFlow({
    ...starter,
    nodes: [
      ...starter.nodes,
      {
        id: 'if',
        type: 'condition',
        config: { cases: [{ id: 'a', label: 'A', when: { all: [rule('one'), rule('two')] } }] },
      },
    ],
    edges: [...starter.edges, { from: 'hello', port: 'next', to: 'if' }],
  });
  await page.goto(`${studio.patchbay.url}/flows/ruled`);
  await openForm(editor.card('if'));
  await page.locator('.pb-side [data-list-head]').first().click();
  const remove = page.getByRole('button', { name: 'Remove the rule' });
  await remove.first().focus();
  await page.keyboard.press('Enter');
  await expect(remove).toHaveCount(1);
  await expect(page.getByRole('textbox', { name: 'Value', exact: true })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Value', exact: true })).toHaveValue('two');
  expect(studio.faults).toEqual([]);
});

test('what stands where the form has other fields is shown and kept, and replaced when one asks for it; what is blank gives way', async () => {
  const starter = starterDocument({ key: 'odd', name: 'Odd' });
  const http = { method: 'POST', url: 'https://example.com/a' };
  await studio.makeFlow({
    ...starter,
    nodes: [
      ...starter.nodes,
      { id: 'asks', type: 'http', label: 'asks', config: { ...http, body: 'grant_type=a', headers: ['X-One: 1'] } },
      { id: 'blank', type: 'http', label: 'blank', config: { ...http, body: '' } },
      { id: 'picks', type: 'choice', label: 'picks', config: { text: 'Which?', options: ['One', 'Two'] } },
    ],
  });
  const configOf = async (id: string) => {
    await saved();
    return (await draftOf('odd')).nodes.find((node) => node.id === id)?.config;
  };
  await page.goto(`${studio.patchbay.url}/flows/odd`);
  await expect(page.locator('.pb-node').first()).toBeVisible();
  await editor.goTo('asks');
  const body = page.locator('[data-path="body"]');
  await expect(body.getByRole('textbox', { name: 'Body' })).toHaveValue('grant_type=a');
  await expect(body).toContainText('The flow has a text here');
  // Settings for the rare case are unfolded where one of them has a problem.
  await expect(page.locator('[data-path="headers"]')).toContainText('The flow has a list here');
  const { violations } = await new AxeBuilder({ page }).include('.pb-side').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await body.getByRole('button', { name: 'Replace by empty fields' }).press('Enter');
  const kind = body.getByRole('combobox', { name: 'Kind' });
  await expect(kind).toBeFocused();
  await body.getByRole('textbox', { name: 'Value' }).fill('{ "a": 1 }');
  await expect.poll(() => configOf('asks')).toMatchObject({ body: { value: { a: 1 } }, headers: ['X-One: 1'] });
  await editor.goTo('picks');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => configOf('asks')).toMatchObject({ body: 'grant_type=a' });

  await editor.goTo('blank');
  await body.getByRole('textbox', { name: 'Value' }).fill('"x"');
  await expect.poll(() => configOf('blank')).toEqual({ ...http, body: { value: 'x' } });

  // A text in the place of an item is its title.
  await editor.goTo('picks');
  await page.getByRole('button', { name: 'Two', exact: true }).click();
  const label = page.getByRole('textbox', { name: 'Label' });
  await expect(label).toHaveValue('Two');
  await label.press('End');
  await label.pressSequentially(' and more');
  await expect(label).toBeFocused();
  await expect
    .poll(async () => (await configOf('picks'))?.options)
    .toEqual(['One', { id: 'option3', label: 'Two and more' }]);
});

test('a value is inserted when it is chosen, and nothing is changed until then', async () => {
  const key = 'inserted';
  await editor.open(key, ['start', 'hello']);
  await openForm(editor.card('hello'));
  const text = page.getByRole('textbox', { name: 'Text' });
  const before = await text.inputValue();
  const insert = page.getByRole('button', { name: 'Insert a value into Text' });
  const option = page.getByRole('option', { name: /user\.name/ });
  await insert.click();
  await expect(option).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(option).toBeHidden();
  await expect(text).toHaveValue(before);
  await insert.click();
  await expect(option).toBeVisible();
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  await openForm(editor.card('hello'));
  await expect(text).toHaveValue(before);
  // In a field that never had the caret it goes to the end; what is typed narrows the list.
  await insert.click();
  await page.keyboard.type('user.na');
  await expect(option).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(text).toHaveValue(`${before}{{ user.name }}`);
  // While one writes in a tag it is not said that it is not closed.
  await page.keyboard.type(' {{ us');
  await expect(option).toBeVisible();
  await expect.poll(async () => JSON.stringify(await draftOf(key))).toContain('{{ us"');
  await expect(page.locator('.pb-side')).not.toContainText('not closed');
  await page.keyboard.press('Escape');
  await expect(page.locator('.pb-side')).toContainText('not closed');
});

test('the form of another node begins at its head, and its asterisks stand where an empty field is an error', async () => {
  const nodes = [
    { id: 'start', type: 'start' },
    { id: 'call', type: 'http', config: { method: 'GET', url: 'https://example.com' } },
    { id: 'ask', type: 'choice', config: { text: 'Which?', options: [{ id: 'a', label: 'A' }] } },
    { id: 'each', type: 'loop', config: { items: '{{ vars.a }}', itemVar: 'item' } },
  ];
  await studio.makeFlow({ ...starterDocument({ key: 'heads', name: 'Heads' }), nodes, edges: [], layout: {} });
  await page.goto(`${studio.patchbay.url}/flows/heads`);
  await editor.goTo('call');
  await page.getByRole('button', { name: 'More settings' }).click();
  const top = () =>
    page
      .locator('.pb-side .mantine-ScrollArea-viewport')
      .first()
      .evaluate((one) => one.scrollTop);
  await page.locator('.pb-side').getByRole('textbox', { name: 'Id', exact: true }).scrollIntoViewIfNeeded();
  await expect.poll(top).toBeGreaterThan(0);
  await editor.goTo('ask');
  await expect.poll(top).toBe(0);
  const label = (text: string) => page.locator('.pb-side label', { hasText: text }).first();
  await expect(label('Question')).toHaveText('Question');
  await editor.goTo('each');
  await expect(label('Items')).toHaveText('Items *');
});
