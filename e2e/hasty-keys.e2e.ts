import { expect, test } from '@playwright/test';
import { type FlowDocument, starterDocument } from '@patchbay/flow-spec';
import { card } from './support/places.ts';
import { openStudio, type Studio } from './support/studio.ts';
import { typeAtOnce } from './support/type-at-once.ts';

// A hand that is quicker than the drawing: each key means what the keys before it led to.

let studio: Studio;
let page: Studio['page'];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
});

test.afterAll(() => studio.close());

test.afterEach(() => expect(studio.faults).toEqual([]));

for (const gap of [0, 40]) {
  test(`keys ${gap} ms after "go to" and after a command of the palette act on what these led to`, async () => {
    const key = `go-${gap}`;
    await open(key);
    await choose('first');
    await typeAtOnce({ page, gap, keys: ['g', { text: 'third' }, 'Enter', 'Delete'] });
    await expect.poll(() => ids(key)).toEqual(['start', 'first', 'second']);
    await expect(page.locator('.react-flow')).toBeFocused();

    await choose('first');
    await typeAtOnce({ page, gap, keys: ['g', { text: 'second' }, 'Enter', 'a', { text: 'set var' }, 'Enter'] });
    await expect
      .poll(async () => (await studio.draft(key)).edges.map(({ from, to }) => `${from} ${to}`))
      .toContain('second set');

    await choose('first');
    const rename = ['Control+k', { text: 'rename a var' }, 'Enter', { text: 'gadget' }, 'Enter'];
    await typeAtOnce({ page, gap, keys: rename });
    await expect.poll(async () => (await studio.draft(key)).variables).toEqual([{ key: 'gadget', type: 'string' }]);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.locator('.react-flow')).toBeFocused();

    await typeAtOnce({ page, gap, keys: ['Control+k', { text: 'third' }, 'Escape'] });
    await typeAtOnce({ page, gap, keys: ['Control+k', { text: 'second' }, 'Enter', 'Delete'] });
    await expect.poll(() => ids(key)).toEqual(['start', 'first', 'set']);
    expect((await studio.draft(key)).notes ?? []).toEqual([]);
  });

  test(`what is typed ${gap} ms after the key of a dialog is the dialog's`, async () => {
    const key = `dialogs-${gap}`;
    await open(key);
    await choose('second');
    await typeAtOnce({ page, gap, keys: ['Shift+P', { text: '-fan' }] });
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(`${key}-fan`);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await expect(page.locator('.react-flow')).toBeFocused();

    await typeAtOnce({ page, gap, keys: ['e', { text: 'fan network' }] });
    await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('fan network');
    await page.keyboard.press('Enter');
    await expect.poll(() => ids(key)).toEqual(['start', 'first', 'third', 'fan_network']);

    // One in which nothing is written takes them nonetheless, until it is gone.
    await typeAtOnce({ page, gap, keys: ['Shift+V', { text: 'nfa' }] });
    await expect(dialog).toHaveCount(1);
    await typeAtOnce({ page, gap, keys: ['Escape'] });
    await expect(page.locator('.react-flow')).toBeFocused();
    await typeAtOnce({ page, gap, keys: ['n'] });
    await expect.poll(async () => (await studio.draft(key)).notes?.length).toBe(1);
  });
}

test('what is typed right after the key of the preview or of the comments is no command, and Escape leads back', async () => {
  await open('sides');
  await choose('second');
  const canvas = page.locator('.react-flow');
  await typeAtOnce({ page, gap: 15, keys: ['t', { text: 'Way fan' }] });
  const composer = page.locator('.pb-preview .pb-composer textarea');
  await expect(composer).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(canvas).toBeFocused();

  await typeAtOnce({ page, keys: ['m', { text: 'fan away' }] });
  const comment = page.getByRole('textbox', { name: /^Comment on/ });
  await expect(comment).toHaveValue('fan away');
  await page.keyboard.type(' @');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option')).toHaveCount(0);
  await expect(comment).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(canvas).toBeFocused();

  await typeAtOnce({ page, keys: ['x', 'ArrowDown'] });
  await expect(page.locator('.pb-side .pb-problem').nth(1)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(canvas).toBeFocused();
  await expect(card(page, 'second').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
  const { notes = [], frames = [] } = await studio.draft('sides');
  expect({ notes, frames, ids: await ids('sides') }).toEqual({
    notes: [],
    frames: [],
    ids: ['start', 'first', 'second', 'third'],
  });
});

test('a key right after a command of the menu acts on what the command chose', async () => {
  await open('menu');
  await choose('first');
  await card(page, 'third').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).focus();
  await typeAtOnce({ page, keys: ['Enter', 'Delete', 'ArrowLeft'] });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.locator('.pb-node[data-selected]')).toHaveCount(1);
  await expect.poll(() => ids('menu')).toEqual(['start', 'first', 'second', 'third']);
  await expect(page.locator('.react-flow')).toBeFocused();
});

async function ids(key: string): Promise<string[]> {
  return (await studio.draft(key)).nodes.map((node) => node.id);
}

/** Goes to a node, and waits until all has come to rest. */
async function choose(id: string): Promise<void> {
  await card(page, id).click();
  await page.locator('.react-flow').focus();
  await expect(page.locator(`[data-form-of="${id}"]`)).toBeVisible();
}

async function open(key: string): Promise<void> {
  const message = (id: string) => ({ id, type: 'message', config: { text: '{{ vars.device }}' } });
  const flow: FlowDocument = {
    ...starterDocument({ key, name: `By ${key}` }),
    variables: [{ key: 'device', type: 'string' }],
    nodes: [{ id: 'start', type: 'start', config: {} }, ...['first', 'second', 'third'].map(message)],
    edges: [
      { from: 'start', port: 'next', to: 'first' },
      { from: 'first', port: 'next', to: 'second' },
    ],
    layout: Object.fromEntries(['start', 'first', 'second', 'third'].map((id, at) => [id, { x: at * 280, y: 0 }])),
  };
  await studio.makeFlow(flow);
  await page.goto(`${studio.patchbay.url}/flows/${key}`);
  await expect(card(page, 'third')).toBeVisible();
}
