import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { openForm } from './support/places.ts';

// The gestures of the canvas, by mouse, by keys and by the outline, in a real browser.

let studio: Studio;
let patchbay: Studio['patchbay'];
let page: Studio['page'];
let faults: Studio['faults'];
let editor: EditorPage;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ patchbay, page, faults } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

test('by mouse: a port dropped on the canvas, a node put on an edge, one taken out, and all of it undone after a reload', async () => {
  await editor.open('mouse');
  const next = editor.port('hello', 'next');
  await editor.drag({ from: next, to: { x: 900, y: 620 } });
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('quest');
  await page.keyboard.press('Enter');
  await expect(edge('hello next')).toHaveCount(1);
  await expect(editor.card('question')).toBeVisible();

  await page.getByRole('button', { name: 'Fit View' }).click();
  await edge('start next').locator('.react-flow__edge-interaction').hover({ force: true });
  await edge('start next').locator('.pb-edge-add').click({ force: true });
  await page.getByRole('option', { name: /^Set variables/ }).click();
  await expect(edge('start next')).toHaveCount(1);
  await expect(edge('set next')).toHaveCount(1);

  await openForm(editor.card('set'));
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Delete');
  await expect(editor.card('set')).toHaveCount(0);
  await expect(edge('start next')).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();

  await page.reload();
  await expect(editor.card('question')).toBeVisible();
  for (const left of [2, 1, 0]) {
    await page.locator('.react-flow').focus();
    await page.keyboard.press('Control+z');
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(left === 0 ? 2 : left === 1 ? 3 : 4);
  }
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await expect(editor.card('question')).toBeVisible();
});

test('by keys alone: a guided flow from an empty canvas, copied, laid out and found again', async () => {
  await editor.open('keys');
  const canvas = page.locator('.react-flow');
  await canvas.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(editor.card('hello').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  for (const name of ['Choice', 'Feedback', 'End']) {
    await page.keyboard.press('a');
    await expect(page.getByRole('combobox', { name: 'Search nodes' })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(page.locator('.pb-node[data-selected] .pb-node-title')).toHaveText(name);
  }
  await expect(edge('feedback next')).toHaveCount(1);
  // Back to the choice, and its "no match" to the end.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('c');
  await expect(page.getByRole('combobox', { name: 'Node to lead to' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('combobox', { name: 'From its port' })).toBeFocused();
  await page.keyboard.type('No match');
  await page.keyboard.press('Tab');
  await page.keyboard.type('end');
  await page.keyboard.press('Enter');
  await expect(edge('choice no_match')).toHaveCount(1);

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(9);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('patchbay.clip/1');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(5);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('tidy up the whole');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Shift+H');
  await expect(page.getByRole('dialog').getByText('Laid out the flow')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.getByRole('textbox', { name: 'Find', exact: true }).fill('how can i help');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('What is wrong');
  await page.getByRole('button', { name: 'Replace all' }).click();
  await page.getByRole('textbox', { name: 'Find', exact: true }).press('Escape');
  await expect(editor.card('hello')).toContainText('What is wrong');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('by the outline: the same flow as a tree', async () => {
  await editor.open('outline');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('o');
  const tree = page.getByRole('tree', { name: 'Outline of the flow' });
  await tree.getByRole('treeitem', { name: /^Start/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.keyboard.type('choice');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: /^Choice/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await page.keyboard.type('end');
  await page.keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: /^End/ })).toHaveAttribute('aria-level', '3');
  await page.keyboard.press('Delete');
  await expect(tree.getByRole('treeitem', { name: /^End/ })).toHaveCount(0);
  expect(await axeViolations({ page })).toEqual([]);
});

test('what is selected becomes a subflow by one key and is put back by another, each one step of undo', async () => {
  await studio.makeFlow({
    ...starterDocument({ key: 'extracted', name: 'Extracted' }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'ask', type: 'question', config: { text: 'Which device?', saveAs: 'device', expects: 'text' } },
      { id: 'say', type: 'message', config: { text: 'You said {{ vars.device }}.' } },
      { id: 'end', type: 'end', config: {} },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'ask' },
      { from: 'ask', port: 'next', to: 'say' },
      { from: 'say', port: 'next', to: 'end' },
    ],
    layout: { start: { x: 0, y: 0 }, ask: { x: 320, y: 0 }, say: { x: 640, y: 0 }, end: { x: 960, y: 0 } },
  });
  await page.goto(`${patchbay.url}/flows/extracted`);
  await openForm(editor.card('say'));
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('e');
  await expect(page.getByRole('dialog')).toContainText('The start belongs to this flow');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await expect(selected()).toHaveCount(4);
  await openForm(editor.card('ask'));
  await expect(selected()).toHaveCount(1);
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Ask for the device');
  await page.keyboard.press('Enter');
  const call = editor.card('ask_for_the_device');
  await expect(call).toBeVisible();
  await expect(editor.card('ask')).toHaveCount(0);
  await expect(edge('ask_for_the_device_back next')).toHaveCount(1);
  // It alone sets the variable, so nothing goes in; what comes after made room for the node behind it.
  expect((await studio.draft('ask-for-the-device')).variables ?? []).toEqual([]);
  await expect
    .poll(async () => (await studio.draft('extracted')).layout)
    .toMatchObject({ ask_for_the_device_back: { x: 640, y: 0 }, say: { x: 960, y: 0 } });
  const told = page.getByRole('alert').filter({ hasText: 'Made the subflow' });
  await expect(told).toBeVisible();

  await page.locator('.react-flow').focus();
  await page.keyboard.press('i');
  await expect(editor.card('ask')).toBeVisible();
  await expect(call).toHaveCount(0);
  await expect(edge('ask next')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(call).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(call).toHaveCount(0);
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(4);
  await expect(told).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expect(call).toBeVisible();
  await page.keyboard.press('Control+z');
  // Told again, it goes with the editor.
  await openForm(editor.card('ask'));
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Ask again');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'All flows' }).click();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  await expect(told).toHaveCount(0);
  await page.goBack();
  await editor.goTo('ask_again');
  await page.keyboard.press('Control+z');
  await openForm(editor.card('ask'));
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Ask for the device');
  await page.keyboard.press('Enter');
  await told.getByRole('button', { name: 'Open it' }).click();
  await expect(told).toHaveCount(0);
  await expect(page).toHaveURL(`${patchbay.url}/flows/ask-for-the-device-2`);
  await expect(editor.card('done')).toBeVisible();
});

test('a click on one of several that are selected selects it alone; a drag of one moves them all and keeps them selected', async () => {
  await editor.open('several');
  const [start, hello] = [(await editor.card('start').boundingBox())!, (await editor.card('hello').boundingBox())!];
  const lasso = async () => {
    await page.keyboard.down('Shift');
    await page.mouse.move(start.x - 30, Math.min(start.y, hello.y) - 30);
    await page.mouse.down();
    await page.mouse.move(hello.x + hello.width + 30, Math.max(start.y, hello.y) + hello.height + 30, { steps: 6 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect(selected()).toHaveCount(2);
  };
  await lasso();
  await page.mouse.click(hello.x + hello.width / 2, hello.y + 20);
  await expect(selected()).toHaveCount(1);
  await expect(editor.card('hello').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  await editor.card('start').click({ modifiers: ['Shift'] });
  await expect(selected()).toHaveCount(2);
  await openForm(editor.card('start'));
  await expect(selected()).toHaveCount(1);
  await editor.card('hello').click({ modifiers: ['ControlOrMeta'] });
  await expect(selected()).toHaveCount(2);
  await editor.drag({
    from: editor.card('start').locator('.pb-node-title'),
    to: { x: start.x + 60, y: start.y + 150 },
  });
  await expect.poll(async () => (await editor.card('hello').boundingBox())!.y - hello.y).toBeGreaterThan(60);
  await expect(selected()).toHaveCount(2);
});

test('a card is selected when it is pressed; the form beside it stays until it is let go, also when a field is left by it', async () => {
  await editor.open('pressed');
  await openForm(editor.card('hello'));
  const text = page.getByRole('textbox', { name: 'Text' });
  await text.fill('Half a sen');
  await text.press('End');
  await page.keyboard.type('tence');
  const start = (await editor.card('start').boundingBox())!;
  await page.mouse.move(start.x + 40, start.y + 20);
  await page.mouse.down();
  await expect(editor.card('start').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  await expect(selected()).toHaveCount(1);
  await expect(text).not.toBeFocused();
  await page.mouse.move(start.x + 60, start.y + 80, { steps: 4 });
  await page.waitForTimeout(300);
  await expect(text).toHaveValue('Half a sentence');
  await page.mouse.up();
  await expect(text).toHaveCount(0);
  await expect(page.getByText('Where every conversation begins')).toBeVisible();
  await openForm(editor.card('hello'));
  await expect(text).toHaveValue('Half a sentence');
});

test('what is selected is aligned, spread out and laid out by itself, each as one step; the rest stays where it is', async () => {
  const places: Record<string, { x: number; y: number }> = {
    one: { x: 0, y: 0 },
    two: { x: 300, y: 90 },
    three: { x: 760, y: 30 },
    apart: { x: 40, y: 400 },
  };
  const document = starterDocument({ key: 'placed', name: 'Placed' });
  await studio.makeFlow({
    ...document,
    nodes: [
      { id: 'start', type: 'start', config: {} },
      ...Object.keys(places).map((id) => ({ id, type: 'message', config: { text: id } })),
    ],
    edges: [
      { from: 'one', port: 'next', to: 'two' },
      { from: 'two', port: 'next', to: 'three' },
    ],
    layout: { start: { x: 0, y: -300 }, ...places },
  });
  const layout = async () => {
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    return (await studio.draft('placed')).layout ?? {};
  };
  const command = async (name: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Commands, nodes and flows' }).fill(name);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await page.goto(`${patchbay.url}/flows/placed`);
  await expect(editor.card('apart')).toBeVisible();
  for (const id of ['one', 'two', 'three'])
    await editor.card(id).click({ modifiers: ['ControlOrMeta'], position: { x: 60, y: 20 } });
  await expect(selected()).toHaveCount(3);
  await page.locator('.react-flow').focus();

  await command('Align tops');
  await expect.poll(async () => Object.values(await layout()).filter(({ y }) => y === 0)).toHaveLength(3);
  await command('Distribute across');
  await expect
    .poll(async () => {
      const { one, two, three } = await layout();
      return (one!.x + three!.x) / 2 - two!.x;
    })
    .toBe(0);
  const spread = await layout();
  await page.keyboard.press('l');
  await expect.poll(layout).not.toEqual(spread);
  await expect.poll(layout).toMatchObject({ start: { x: 0, y: -300 }, apart: places.apart });
  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
  await expect.poll(layout).toMatchObject(places);
  expect(faults).toEqual([]);
});

test('a connection is made from the form of the node that needs it, and a stray key loses nothing that was typed', async () => {
  await editor.open('connect');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('http');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Address' }).fill('/incidents');
  await expect(page.getByText('A path alone needs a connection')).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeViolations({ page })).toEqual([]);
  }
  await page.getByRole('button', { name: 'New connection …' }).click();
  const dialog = page.getByRole('dialog', { name: 'New connection' });
  await dialog.getByRole('textbox', { name: 'Key' }).fill('itsm');
  await expect(dialog.getByLabel('Kind').getByRole('option')).toHaveText(['HTTP service']);
  await dialog.getByRole('textbox', { name: 'Base address' }).fill('https://itsm.example.com/api');
  await dialog.getByLabel('Credential').selectOption({ label: 'Bearer token' });
  await dialog.getByLabel('Secret', { exact: true }).fill('a token that nobody has twice');
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByLabel('Secret', { exact: true })).toHaveValue('a token that nobody has twice');
  expect(await axeViolations({ page, within: '[role="dialog"]' })).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Connection' })).toHaveValue('itsm (http)');
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  expect((await studio.draft('connect')).nodes.at(-1)?.config).toMatchObject({ url: '/incidents', connection: 'itsm' });
  expect(faults).toEqual([]);
});

test('frames, notes and colours; nothing is inaccessible, in light and dark', async () => {
  await editor.open('board');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('f');
  await page.getByRole('button', { name: 'teal' }).click();
  await page.locator('.pb-frame-title').dblclick();
  await page.getByRole('textbox', { name: 'Title of the frame' }).fill('Greeting');
  await page.keyboard.press('Enter');
  const before = (await editor.card('hello').boundingBox())!;
  const title = (await page.locator('.pb-frame-title').boundingBox())!;
  await editor.drag({
    from: page.locator('.pb-frame-title'),
    to: { x: title.x + title.width / 2 + 60, y: title.y + 140 },
  });
  await expect.poll(async () => (await editor.card('hello').boundingBox())!.y - before.y).toBeGreaterThan(60);
  expect(await axeViolations({ page })).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Commands, nodes and flows' })).toBeVisible();
  expect(await axeViolations({ page })).toEqual([]);
  await page.keyboard.press('Escape');
  expect(faults).toEqual([]);
});

function selected() {
  return page.locator('.pb-node[data-selected]');
}

function edge(id: string) {
  return page.locator(`.react-flow__edge[data-id="edge:${id}"]`);
}
