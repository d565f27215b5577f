import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { openStudio, type Studio } from './support/studio.ts';

// What a hand that never leaves the keyboard can do with several nodes, notes, frames and ports.

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

test('on the canvas Shift and the arrows select several, which are then copied together', async () => {
  await open('several');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.pb-node[data-selected]')).toHaveCount(3);
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.pb-node[data-selected]')).toHaveCount(1);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Control+d');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(5);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Also the next along the path')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('what is typed before the application, or the palette, is there is not lost', async () => {
  faults.length = 0;
  await studio.makeFlow(starterDocument({ key: 'broken', name: 'Everything that is broken' }));
  const slow = async (file: RegExp) => {
    let pass = () => {};
    const passing = new Promise<void>((resolve) => (pass = resolve));
    await page.route(file, async (route) => {
      await passing;
      await route.continue();
    });
    return async () => {
      pass();
      await page.unrouteAll({ behavior: 'wait' });
    };
  };
  const search = page.getByRole('dialog').getByRole('combobox');
  for (const { path, file } of [
    { path: '/mentions', file: /\/assets\/studio-/ },
    { path: '/mentions', file: /\/assets\/shell-palette/ },
    { path: '/flows/broken', file: /\/assets\/editor-page/ },
  ]) {
    await page.goto(`${patchbay.url}/settings`);
    const pass = await slow(file);
    // What is slow holds the page's load up.
    await page.goto(`${patchbay.url}${path}`, { waitUntil: 'commit' });
    if (/palette/.test(file.source)) await page.locator('.pb-starting').waitFor({ state: 'detached' });
    else await page.locator('.pb-top').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('every brokk');
    await page.keyboard.press('Backspace');
    await pass();
    await expect(search).toHaveValue('every brok');
    await expect(search).toBeFocused();
    await page.keyboard.type('en');
    await expect(search).toHaveValue('every broken');
    await page.keyboard.press('Escape');
    await expect(search).toHaveCount(0);
    // No key of the screen is held any longer.
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press('Escape');
  }
  // On pages on which one cannot search, keys are keys.
  await page.route(/\/assets\/shell-palette/, (route) => route.abort());
  await page.goto(`${patchbay.url}/mentions`);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.unrouteAll({ behavior: 'wait' });
  expect(faults.filter((fault) => !/Failed to (load resource|fetch)/.test(fault))).toEqual([]);
  faults.length = 0;
});

test('paths are gone to, led elsewhere, added to and taken out', async () => {
  await open('paths', {
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: 'Hello' } },
      { id: 'pick', type: 'choice', config: { text: 'Which?', options: ['a', 'b'].map((id) => ({ id, label: id })) } },
      { id: 'bye', type: 'message', label: 'Bye', config: { text: 'Bye' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'hello' },
      { from: 'hello', port: 'next', to: 'pick' },
      { from: 'pick', port: 'option:a', to: 'bye' },
      { from: 'pick', port: 'option:b', to: 'hello' },
    ],
  });
  const chosen = (id: string) => expect(page.locator('.react-flow__edge.selected')).toHaveAttribute('data-id', id);
  const said = (text: string) => expect(page.locator('[aria-live="polite"]').filter({ hasText: text })).toHaveCount(1);
  await page.locator('.react-flow').focus();
  for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowRight');
  await said('Choice');
  await page.keyboard.press('w');
  await chosen('edge:pick option:a');
  await said('Path “a” from Choice to Bye');
  await page.keyboard.press('ArrowDown');
  await chosen('edge:pick option:b');
  await page.keyboard.press('Shift+w');
  await chosen('edge:pick option:a');
  for (const id of ['edge:pick option:b', 'edge:hello next', 'edge:pick option:a']) {
    await page.keyboard.press('w');
    await chosen(id);
  }
  expect(await axeViolations({ page })).toEqual([]);

  // Led elsewhere, by the picker and by its form.
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Node to lead to' }).fill('hello');
  await page.keyboard.press('Enter');
  await said('Path “a” from Choice to Message');
  await page.keyboard.press('Enter');
  const leads = page.locator('.pb-side').getByRole('combobox', { name: 'Leads to' });
  await expect(leads).toBeFocused();
  await page.keyboard.type('Bye');
  await expect(leads).toHaveValue('bye');
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow')).toBeFocused();
  await chosen('edge:pick option:a');

  // A node on it, and the path itself taken out: the selection goes back to where it began.
  await page.keyboard.press('a');
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('set var');
  await page.keyboard.press('Enter');
  await expect(page.locator('.react-flow__edge[data-id="edge:set next"]')).toHaveCount(1);
  await page.locator('.react-flow').focus();
  await page.keyboard.press('w');
  await chosen('edge:set next');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('.react-flow__node[data-id="set"] .pb-node')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('w');
  await page.keyboard.press('Delete');
  await expect(page.locator('.react-flow__edge[data-id="edge:set next"]')).toHaveCount(0);
  await expect(page.locator('.react-flow__node[data-id="set"] .pb-node')).toHaveAttribute('data-selected', 'true');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('To the paths of a node, one after the other')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('what can be done with several stands beside them: counted, aligned, framed, taken out', async () => {
  await open('panel', { notes: [{ id: 'n', text: 'Ask the desk', x: 40, y: 300 }] });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  const side = page.locator('.pb-side');
  await expect(side).toContainText('4 items are selected.');
  await expect(side).toContainText('3 nodes, 1 note');
  expect(await axeViolations({ page })).toEqual([]);
  await side.getByRole('button', { name: 'Align left edges' }).press('Enter');
  await expect
    .poll(async () => new Set(Object.values((await studio.draft('panel')).layout ?? {}).map(({ x }) => x)).size)
    .toBe(1);
  const duplicate = side.getByRole('button', { name: 'Duplicate' });
  await duplicate.hover();
  await expect(page.getByRole('tooltip')).toHaveText('Ctrl+D');
  await side.getByRole('button', { name: 'Frame around' }).press('Enter');
  await expect(page.locator('.react-flow__node-frame')).toHaveCount(1);
  // The panel is gone with the selection, the focus is not.
  await expect(page.locator('.react-flow')).toBeFocused();
  await page.keyboard.press('Control+a');
  await expect(side).toContainText('3 nodes, 1 note, 1 frame');
  await side.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.locator('.react-flow__node')).toHaveCount(1);
  await expect(page.locator('.react-flow')).toBeFocused();
});

test('notes and frames are written from the keyboard: Enter leads to what they say, Escape back', async () => {
  await open('board');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('f');
  await page.keyboard.press('Enter');
  await expect(page.locator('.pb-side').getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Greeting');
  await expect(page.locator('.pb-frame-title')).toHaveText('Greeting');
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow')).toBeFocused();
  expect(await axeViolations({ page })).toEqual([]);

  await page.keyboard.press('n');
  const written = page.locator('textarea.pb-note');
  await expect(written).toBeFocused();
  await page.keyboard.type('Ask the desk');
  // Kept as it is typed, and not when one leaves it.
  await expect.poll(async () => (await studio.draft('board')).notes?.[0]?.text).toBe('Ask the desk');
  await expect(written).toBeFocused();
  await page.keyboard.press('Escape');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('F2');
  const form = page.locator('.pb-side').getByRole('textbox', { name: 'Text' });
  await expect(form).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' first');
  await expect.poll(async () => (await studio.draft('board')).notes?.[0]?.text).toBe('Ask the desk first');

  // A search leads to them.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('greeting');
  await page
    .getByRole('search')
    .getByRole('button', { name: /^Greeting/ })
    .press('Enter');
  await expect(page.locator('.pb-side').getByRole('textbox', { name: 'Title' })).toHaveValue('Greeting');
  await page.getByRole('button', { name: 'Close the search' }).press('Enter');
});

test('the outline selects several, holds notes and frames, and connects the port of a line', async () => {
  await open('tree', {
    notes: [{ id: 'n', text: 'Ask the desk', x: 0, y: 200 }],
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: 'Hello' } },
      { id: 'ask', type: 'question', config: { text: 'Which device?', saveAs: 'device', expects: 'text' } },
    ],
  });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('o');
  const tree = page.getByRole('tree', { name: 'Outline of the flow' });
  await expect(tree).toHaveAttribute('aria-multiselectable', 'true');
  const chosen = tree.locator('[aria-selected="true"]');
  const line = (name: RegExp) => tree.getByRole('treeitem', { name });
  await line(/^Start/).click();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(line(/^Message/)).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(line(/^Question/)).toBeFocused();
  await expect(chosen).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(chosen).toHaveCount(2);
  await expect(line(/^Message/)).toBeFocused();
  await page.keyboard.press('Control+Space');
  await expect(chosen).toHaveCount(1);
  await expect(line(/^Message/)).toBeFocused();
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('Control+ArrowDown');
  await expect(line(/^Question/)).toBeFocused();
  await expect(chosen).toHaveCount(2);
  expect(await axeViolations({ page })).toEqual([]);

  const port = line(/^No match|^Gave up/).first();
  await port.click();
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Node to lead to' }).fill('message');
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await studio.draft('tree')).edges.some(({ from, to }) => from === 'ask' && to === 'hello'))
    .toBe(true);
  await expect(page.getByRole('tab', { name: 'Path' })).toBeVisible();
  await expect(page.getByLabel('Leads to')).toHaveValue('hello');
  expect(await axeViolations({ page })).toEqual([]);

  await line(/Ask the desk/).click();
  await page.keyboard.press('Enter');
  await expect(page.locator('.pb-side').getByRole('textbox', { name: 'Text' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Told the desk');
  await page.keyboard.press('Escape');
  await expect(line(/Told the desk/)).toBeFocused();
  expect(faults).toEqual([]);
});

test('what is found is replaced one after the other, and the names that hold the flow together stay', async () => {
  await open('found', {
    nodes: [
      { id: 'start', type: 'start', config: { greeting: 'A device' } },
      { id: 'hello', type: 'message', label: 'Device', config: { text: 'This device, {{ vars.device }}' } },
      { id: 'ask', type: 'question', config: { text: 'Which device?', saveAs: 'device', expects: 'text' } },
    ],
  });
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('device');
  const panel = page.getByRole('search');
  const shown = panel.locator('[data-current]');
  await expect(panel.getByRole('status')).toHaveText('5 found, 4 to replace');
  await page.keyboard.press('Enter');
  await panel.getByRole('textbox', { name: 'Replace with' }).fill('PC');
  await shown.getByRole('button', { name: 'Replace' }).press('Enter');
  await expect(shown).toContainText('Device · Name on the canvas');
  const next = shown.getByRole('button', { name: 'Replace' });
  await expect(next).toBeFocused();
  // Wholly to be seen, and not cut.
  expect(await next.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0);
  await page.keyboard.press('Enter');
  await expect(shown).toContainText('This device');
  expect(await axeViolations({ page })).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(shown).toContainText('This PC');
  await expect(panel.getByRole('textbox', { name: 'Find', exact: true })).toBeFocused();
  await expect(panel.getByRole('status')).toHaveText('2 found, 0 to replace');
  await expect
    .poll(async () => (await studio.draft('found')).nodes.map(({ label, config }) => ({ label, config })))
    .toEqual([
      { config: { greeting: 'A PC' } },
      { label: 'PC', config: { text: 'This PC, {{ vars.device }}' } },
      { config: { text: 'Which PC?', saveAs: 'device', expects: 'text' } },
    ]);
  expect(faults).toEqual([]);
});

test('Enter in the very moment after the last letter means what was typed, drawn or not', async () => {
  await open('hasty', { notes: [{ id: 'n', text: 'Hello, bye', x: 0, y: 200, width: 200, height: 80 }] });
  await page.keyboard.press('Control+f');
  const panel = page.getByRole('search', { name: 'Find and replace' });
  await panel.getByRole('textbox', { name: 'Replace with' }).fill('Ciao');
  await panel.getByRole('textbox', { name: 'Find', exact: true }).fill('zzz');
  await expect(panel.getByRole('status')).toHaveText('0 found');
  // No frame is drawn between the letters and the key.
  const hasty = (field: HTMLElement, key: KeyboardEventInit) => {
    const input = field as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, 'bye');
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return Promise.resolve().then(() => {
      const had = input.closest('[role=search]')!.querySelectorAll('.pb-found .pb-problem').length;
      input.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
      return had;
    });
  };
  const find = panel.getByRole('textbox', { name: 'Find', exact: true });
  expect(await find.evaluate(hasty, { key: 'Enter' })).toBe(0);
  await expect(panel.locator('[data-current]')).toContainText('Bye');
  await find.fill('zzz');
  await expect(panel.getByRole('status')).toHaveText('0 found');
  expect(await find.evaluate(hasty, { key: 'Enter', ctrlKey: true })).toBe(0);
  await expect
    .poll(async () => {
      const { nodes, notes } = await studio.draft('hasty');
      return { bye: nodes.at(-1)?.config, note: notes?.[0]?.text };
    })
    .toEqual({ bye: { text: 'Ciao' }, note: 'Hello, Ciao' });
  expect(faults).toEqual([]);
});

async function open(key: string, rest: Partial<FlowDocument> = {}): Promise<void> {
  await studio.makeFlow({
    ...starterDocument({ key, name: `By ${key}` }),
    nodes: [
      { id: 'start', type: 'start', config: {} },
      { id: 'hello', type: 'message', config: { text: 'Hello' } },
      { id: 'bye', type: 'message', config: { text: 'Bye' } },
    ],
    edges: [
      { from: 'start', port: 'next', to: 'hello' },
      { from: 'hello', port: 'next', to: rest.nodes?.[2]?.id ?? 'bye' },
    ],
    ...rest,
  });
  await page.goto(`${patchbay.url}/flows/${key}`);
  await expect(page.locator('.react-flow__node[data-id="hello"]')).toBeVisible();
}
