import { expect, type Page, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { card, openForm } from './support/places.ts';
import type { Studio } from './support/studio.ts';
import { openForTwo, type TwoPeople } from './support/two-people.ts';

// Two people in one form: what one writes stays in the item that it was begun in, and nothing of the other is written over unseen.

let both: TwoPeople;
let studio: Studio;
let ada: Page;
let bob: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  both = await openForTwo(browser);
  ({ studio, ada, bob } = both);
});

test.afterAll(async () => {
  expect(studio.faults).toEqual([]);
  await both.close();
});

/** Opens a flow with one node behind its start, with the form of that node, for both. */
async function open(key: string, node: FlowDocument['nodes'][number], more: Partial<FlowDocument> = {}): Promise<void> {
  const nodes = [{ id: 'start', type: 'start' }, node];
  await both.open(key, { nodes, edges: [{ from: 'start', port: 'next', to: node.id }], layout: {}, ...more }, node.id);
  for (const page of [ada, bob]) await openForm(card(page, node.id));
}

const field = (page: Page, name: string) => page.locator('.pb-side').getByRole('textbox', { name, exact: true });
const configOf = async (key: string, id: string) =>
  (await studio.draft(key)).nodes.find((one) => one.id === id)?.config;

test('what is written into an item stays in it while the other removes, adds and moves items above it', async () => {
  const options = ['Apple', 'Banana', 'Cherry'].map((label, index) => ({ id: `o${index}`, label }));
  await open('items', { id: 'ask', type: 'choice', config: { text: 'Which?', options } });
  const remove = (label: string) => bob.getByRole('button', { name: `Remove ${label}`, exact: true }).click();
  await ada.getByRole('button', { name: 'Banana', exact: true }).click();
  await field(ada, 'Label').press('End');
  await ada.keyboard.type('1');
  const head = (label: string) => bob.locator('[data-list-head]', { hasText: label });
  await expect(head('Banana1')).toBeVisible();
  await remove('Apple');
  await expect(ada.getByRole('button', { name: 'Apple', exact: true })).toHaveCount(0);
  await expect(field(ada, 'Label')).toBeFocused();
  await ada.keyboard.type('2');
  await expect(head('Banana12')).toBeVisible();
  await bob.getByRole('button', { name: 'Move Cherry up' }).click();
  await expect(ada.locator('[data-list-head]').first()).toHaveText('Cherry');
  await expect(field(ada, 'Label')).toBeFocused();
  await ada.keyboard.type('3');
  await expect
    .poll(async () => ((await configOf('items', 'ask'))?.options as { label: string }[]).map(({ label }) => label))
    .toEqual(['Cherry', 'Banana123']);
});

test('what is written into a row of texts stays in it', async () => {
  const options = [{ id: 'o1', label: 'First', also: ['one', 'two', 'three'] }];
  await open('rows', { id: 'ask', type: 'choice', config: { text: 'Which?', options } });
  for (const page of [ada, bob]) {
    await page.getByRole('button', { name: 'First', exact: true }).click();
    await page.locator('[data-path="options.0"]').getByRole('button', { name: 'More settings' }).click();
  }
  const row = (number: number, page = ada) => field(page, `Also typed as ${number}`);
  await row(2).press('End');
  await ada.keyboard.type('!');
  await expect(row(2, bob)).toHaveValue('two!');
  await bob.getByRole('button', { name: 'Remove one', exact: true }).click();
  await expect(row(3)).toHaveCount(0);
  await expect(row(1)).toBeFocused();
  await ada.keyboard.type('?');
  const also = async () => (await configOf('rows', 'ask'))?.options;
  await expect.poll(also).toMatchObject([{ also: ['two!?', 'three'] }]);
});

test('what is written into a rule stays in it', async () => {
  const rules = ['a', 'b', 'c'].map((name) => ({ left: `{{ vars.${name} }}`, op: 'eq', right: name }));
  const cases = [{ id: 'case1', label: 'One', when: { all: rules } }];
  await open('rules', { id: 'if', type: 'condition', config: { cases } });
  for (const page of [ada, bob]) await page.locator('[data-list-head]').click();
  const right = field(ada, 'Compared with');
  await right.nth(1).press('End');
  await ada.keyboard.type('1');
  await expect(field(bob, 'Compared with').nth(1)).toHaveValue('b1');
  await bob.getByRole('button', { name: 'Remove the rule' }).first().click();
  await expect(right).toHaveCount(2);
  await expect(right.first()).toBeFocused();
  await ada.keyboard.type('2');
  const when = { all: [{ right: 'b12' }, { right: 'c' }] };
  await expect.poll(async () => (await configOf('rules', 'if'))?.cases).toMatchObject([{ when }]);
});

test('items that one takes out and puts in go together with what the other does with others meanwhile, and nobody is asked', async () => {
  const rules = ['a', 'b', 'c'].map((name) => ({ left: `{{ vars.${name} }}`, op: 'eq', right: name }));
  const cases = ['One', 'Two', 'Three'].map((label, index) => ({
    id: `case${index}`,
    label,
    when: { any: rules },
  }));
  await open('apart', { id: 'if', type: 'condition', config: { cases } });
  await both.cutOff(0);
  await ada.locator('[data-list-head]', { hasText: 'Two' }).click();
  await field(ada, 'Compared with').nth(1).press('End');
  await ada.keyboard.type('!');
  await ada.getByRole('button', { name: 'Remove the rule' }).first().click();
  await bob.getByRole('button', { name: 'Remove One', exact: true }).click();
  await bob.locator('[data-list-head]', { hasText: 'Two' }).click();
  await bob.getByRole('button', { name: 'Remove the rule' }).last().click();
  await bob.getByRole('button', { name: 'Rule', exact: true }).click();
  await field(bob, 'Compared with').last().fill('new');
  await bob.locator('[data-list-head]', { hasText: 'Three' }).focus();
  await bob.keyboard.press('Control+Enter');
  await field(bob, 'Name').fill('Four');
  await expect
    .poll(async () => ((await configOf('apart', 'if'))?.cases as { label: string }[]).map(({ label }) => label))
    .toEqual(['Two', 'Three', 'Four']);
  await both.bringBack(0);
  const when = { any: [{ right: 'b!' }, { right: 'new' }] };
  const merged = [{ label: 'Two', when }, { label: 'Three', when: { any: rules } }, { label: 'Four' }];
  await expect.poll(async () => (await configOf('apart', 'if'))?.cases).toMatchObject(merged);
  for (const page of [ada, bob]) {
    await expect(page.locator('[data-list-head]')).toContainText(['Two', 'Three', 'Four']);
    await expect(page.locator('.pb-choices')).toHaveCount(0);
  }
  // What one took out is brought back by undo, and nothing of the other is.
  await openForm(card(ada, 'if'));
  await ada.keyboard.press('Control+z');
  const back = [{ right: 'a' }, { right: 'b!' }, { right: 'new' }];
  await expect
    .poll(async () => (await configOf('apart', 'if'))?.cases)
    .toMatchObject([{ when: { any: back } }, {}, {}]);
  forgetCuts();
});

test('an item that one takes out while the other writes in it is asked about, and comes back whole, in its place', async () => {
  const options = ['Apple', 'Banana', 'Cherry'].map((label, index) => ({ id: `o${index}`, label }));
  const labels = async (key: string) =>
    ((await configOf(key, 'ask'))?.options as { label: string }[]).map(({ label }) => label);
  // Who writes is heard first, and last.
  for (const [key, writer, remover, away] of [
    ['written', ada, bob, 1],
    ['taken', ada, bob, 0],
  ] as const) {
    await open(key, { id: 'ask', type: 'choice', config: { text: 'Which?', options } });
    await both.cutOff(away);
    await writer.getByRole('button', { name: 'Banana', exact: true }).click();
    await field(writer, 'Label').fill('Mango');
    await remover.getByRole('button', { name: 'Remove Banana', exact: true }).click();
    await expect.poll(() => labels(key)).toEqual(away === 1 ? ['Apple', 'Mango', 'Cherry'] : ['Apple', 'Cherry']);
    await both.bringBack(away);
    const asked = writer.locator('.pb-choices');
    await expect(asked).toContainText('Mango');
    for (const page of [ada, bob]) await expect(page.locator('[data-list-head]')).toHaveCount(2);
    await asked.getByRole('button', { name: 'Keep mine' }).click();
    await expect(asked).toHaveCount(0);
    await expect.poll(() => labels(key)).toEqual(['Apple', 'Mango', 'Cherry']);
    for (const page of [ada, bob]) await expect(page.locator('[data-list-head]')).toHaveCount(3);
  }
  forgetCuts();
});

test('a number and a JSON take on what the other writes, and Ctrl+Z takes back one’s own alone', async () => {
  const config = {
    method: 'POST',
    url: 'https://example.com',
    body: { kind: 'json', value: { a: 1 } },
    timeoutMs: 5000,
  };
  await open('drafts', { id: 'call', type: 'http', config });
  for (const page of [ada, bob]) await page.getByRole('button', { name: 'More settings' }).click();
  const limit = (page: Page) => field(page, 'Time limit (ms)');
  await limit(ada).fill('50001');
  await expect(limit(bob)).toHaveValue('50001');
  await limit(bob).fill('7000');
  await expect(limit(ada)).toHaveValue('7000');
  await expect(limit(ada)).toBeFocused();
  await ada.keyboard.press('End');
  await ada.keyboard.type('1');
  await expect(limit(bob)).toHaveValue('70001');
  await ada.keyboard.press('Control+z');
  await expect(limit(ada)).toHaveValue('7000');
  await expect(limit(ada)).toBeFocused();

  const value = (page: Page) => field(page, 'Value');
  await value(ada).fill('{"a":2}');
  await expect(value(bob)).toHaveValue(/"a": 2/);
  await value(bob).fill('{"b":3}');
  await expect(value(ada)).toHaveValue(/"b": 3/);
  // What is no JSON yet stays, and it is said that there is another value by now.
  await value(ada).fill('{"a":');
  await value(bob).fill('{"b":4}');
  const said = ada.getByRole('status').filter({ hasText: 'Someone else changed the value here' });
  await expect(said).toBeVisible();
  await expect(value(ada)).toHaveValue('{"a":');
  await ada.keyboard.press('Control+z');
  await expect.poll(async () => (await configOf('drafts', 'call'))?.body).toMatchObject({ value: { b: 4 } });
  await said.getByRole('button', { name: 'Show theirs' }).click();
  await expect(value(ada)).toHaveValue(/"b": 4/);
  await expect(value(ada)).toBeFocused();
  await expect(said).toHaveCount(0);
});

test('Ctrl+Z in a text takes back one’s own words where the other’s have come into it', async () => {
  await open('words', { id: 'hello', type: 'message', config: { text: 'Hello' } });
  await field(ada, 'Text').press('End');
  await ada.keyboard.type(' from Ada');
  await expect(field(bob, 'Text')).toHaveValue('Hello from Ada');
  await field(bob, 'Text').press('Home');
  await bob.keyboard.type('Bob: ');
  await expect(field(ada, 'Text')).toHaveValue('Bob: Hello from Ada');
  await expect(async () => {
    if ((await field(ada, 'Text').inputValue()) !== 'Bob: Hello') await ada.keyboard.press('Control+z');
    await expect(field(ada, 'Text')).toHaveValue('Bob: Hello', { timeout: 100 });
  }).toPass();
  await expect(field(ada, 'Text')).toBeFocused();
  await ada.keyboard.type('!');
  await expect(field(bob, 'Text')).toHaveValue('Bob: Hello!');
});

test('a name that is being typed stays where the other renames the same thing, and it is said', async () => {
  await open(
    'named',
    { id: 'hello', type: 'message', config: { text: 'Hello' } },
    { variables: [{ key: 'a', type: 'string' }] },
  );
  const rename = async (name: string) => {
    await field(bob, 'Id').fill(name);
    await bob.keyboard.press('Enter');
  };
  await field(ada, 'Id').press('End');
  await ada.keyboard.type('_x');
  await rename('greet');
  const said = ada.getByRole('status').filter({ hasText: 'This is called “greet” now' });
  await expect(said).toBeVisible();
  await ada.keyboard.type('y');
  await expect(field(ada, 'Id')).toHaveValue('hello_xy');
  await said.getByRole('button', { name: 'Keep “greet”' }).click();
  await expect(field(ada, 'Id')).toHaveValue('greet');
  await expect(field(ada, 'Id')).toBeFocused();

  for (const page of [ada, bob]) await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  const name = (page: Page) => page.locator('[data-path="variables.0"]').getByRole('textbox', { name: 'Name' });
  const first = (page: Page) =>
    page.locator('[data-path="variables.0"]').getByRole('textbox', { name: 'Value at first' });
  await name(ada).press('End');
  await ada.keyboard.type('bc');
  await name(bob).fill('z');
  await bob.keyboard.press('Enter');
  await expect(ada.getByRole('status').filter({ hasText: 'This is called “z” now' })).toBeVisible();
  await ada.keyboard.press('Enter');
  await expect(name(bob)).toHaveValue('abc');
  await first(ada).fill('one');
  await expect(first(bob)).toHaveValue('one');
  await first(bob).fill('two');
  await expect(first(ada)).toHaveValue('two');
});

/** What the console said of the lines that were cut on purpose. */
function forgetCuts(): void {
  const left = studio.faults.filter((fault) => !/WebSocket|ERR_FAILED|ERR_INTERNET_DISCONNECTED/.test(fault));
  studio.faults.splice(0, studio.faults.length, ...left);
}
