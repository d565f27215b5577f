/// <reference lib="dom" />
import { expect, type Page, test } from '@playwright/test';
import type { FlowDocument } from '@patchbay/flow-spec';
import { axeViolations } from './support/axe-violations.ts';
import { canvas, card, openForm, text } from './support/places.ts';
import type { Studio } from './support/studio.ts';
import { openForTwo, type TwoPeople } from './support/two-people.ts';

// What one has begun, by hand or in a dialog, while another changes what it is about.

let both: TwoPeople;
let studio: Studio;
let ada: Page;
let bob: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  both = await openForTwo(browser);
  ({ studio, ada, bob } = both);
});

test.afterAll(() => both.close());

test('a subflow has what another wrote into its nodes while it was made, whatever they are called by then; where one of them was deleted, it is said and no flow is left', async () => {
  await open('making');
  const dialog = ada.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: 'Name of the new flow' });
  await openForm(card(ada, 'two'));
  await canvas(ada).focus();
  await ada.keyboard.press('e');
  await name.fill('Second');
  await rename({ from: 'two', to: 'second' });
  let pass = await holdMaking();
  await name.press('Enter');
  await text(bob).fill('Written meanwhile');
  await expect(card(ada, 'second')).toContainText('Written meanwhile');
  // What works is not closed, and nothing takes its place.
  await ada.keyboard.press('Escape');
  await ada.keyboard.press('Control+k');
  await expect(dialog.getByRole('button', { name: 'Close' })).toHaveCount(0);
  await pass();
  await expect(ada.getByRole('alert').filter({ hasText: 'Made the subflow' })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(card(bob, 'second_2')).toHaveCount(1);
  await expect(card(bob, 'second')).toHaveCount(0);
  expect((await studio.draft('second')).nodes).toContainEqual(
    expect.objectContaining({ config: { text: 'Written meanwhile' } }),
  );
  await expect.poll(async () => (await studio.draft('making')).nodes.map(({ type }) => type)).toContain('subflow');

  await openForm(card(ada, 'one'));
  await canvas(ada).focus();
  await ada.keyboard.press('e');
  await name.fill('First');
  pass = await holdMaking();
  await name.press('Enter');
  await openForm(card(bob, 'one'));
  await canvas(bob).focus();
  await bob.keyboard.press('Delete');
  await expect(card(ada, 'one')).toHaveCount(0);
  await pass();
  await expect(dialog).toContainText('was deleted meanwhile');
  await expect.poll(flowKeys).not.toContain('first');
  await ada.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('who writes in a note, or in the title of a frame, that is deleted is told, can bring it back, and what they type on is no command', async () => {
  await open('board');
  const asked = ada.locator('.pb-choices');
  const items = (page: Page) => page.locator('.react-flow__node');
  for (const { kind, key, told } of [
    { kind: 'note', key: 'n', told: 'Bob deleted the note that you were writing' },
    { kind: 'frame', key: 'f', told: 'Bob deleted the frame that you were editing' },
  ] as const) {
    const before = await items(ada).count();
    const item = (page: Page) => page.locator(`.react-flow__node-${kind}`);
    await canvas(ada).click({ position: { x: 500, y: 40 } });
    await canvas(ada).focus();
    await ada.keyboard.press(key);
    if (kind === 'frame') {
      await item(ada).locator('.pb-frame-title').dblclick();
      await ada.keyboard.press('Control+a');
    }
    await ada.keyboard.type('An important');
    await expect(kind === 'note' ? item(bob) : item(bob).locator('.pb-frame-title')).toHaveText('An important');
    await (kind === 'note' ? item(bob) : item(bob).locator('.pb-frame-title')).click();
    await bob.keyboard.press('Delete');
    await expect(item(ada)).toHaveCount(0);
    await expect(ada.locator('.pb-side')).toBeFocused();
    await ada.keyboard.type('nfca');
    await ada.keyboard.press('Control+a');
    await ada.keyboard.press('Delete');
    await expect(asked).toContainText(told);
    await expect(asked).toContainText('An important');
    await expect(items(ada)).toHaveCount(before);
    await expect(ada.getByRole('dialog')).toHaveCount(0);
    expect(await axeViolations({ page: ada })).toEqual([]);
    await asked.getByRole('button', { name: 'Bring it back' }).click();
    await expect(asked).toHaveCount(0);
    for (const page of [ada, bob]) await expect(item(page)).toContainText('An important');
  }
});

test('what was found and chosen stays so while another writes above it, and that alone is replaced', async () => {
  await open('found');
  await canvas(ada).focus();
  await ada.keyboard.press('Control+f');
  await ada.getByRole('textbox', { name: 'Find', exact: true }).fill('fruit');
  await ada.keyboard.press('Enter');
  const current = ada.locator('.pb-found [data-current]');
  await expect(current).toContainText('Banana fruit');
  const by = ada.getByRole('textbox', { name: 'Replace with' });
  await by.fill('bread');
  await openForm(card(bob, 'one'));
  await text(bob).fill('Apple fruit');
  await expect(ada.locator('.pb-found')).toContainText('Apple fruit');
  await expect(current).toContainText('Banana fruit');
  await rename({ from: 'two', to: 'second' });
  await expect(current).toContainText('Banana fruit');
  await by.press('Enter');
  await expect(card(bob, 'second')).toContainText('Banana bread');
  await expect(card(bob, 'one')).toContainText('Apple fruit');
  await expect(current).toContainText('Cherry fruit');
});

test('a drag, and a path that is drawn, go on when another renames the node', async () => {
  await open('held');
  const title = async () => (await card(ada, 'one').locator('.pb-node-title').boundingBox())!;
  const { x, y } = await title();
  await ada.mouse.move(x + 20, y + 8);
  await ada.mouse.down();
  await ada.mouse.move(x + 20, y + 60, { steps: 4 });
  await rename({ from: 'one', to: 'first' });
  const dragged = card(ada, 'first');
  await expect.poll(async () => (await dragged.boundingBox())!.y - y).toBeGreaterThan(20);
  await ada.mouse.move(x + 20, y + 160, { steps: 4 });
  await expect.poll(async () => (await dragged.boundingBox())!.y - y).toBeGreaterThan(110);
  await ada.mouse.up();
  await expect.poll(async () => (await studio.draft('held')).layout?.first?.y ?? 0).toBeGreaterThan(100);
  await canvas(ada).focus();
  await ada.keyboard.press('Control+z');
  await expect.poll(async () => (await studio.draft('held')).layout?.first).toEqual({ x: 320, y: 0 });

  const port = (await card(ada, 'three').locator('.react-flow__handle.source').boundingBox())!;
  const to = (await card(ada, 'first').locator('.pb-node-title').boundingBox())!;
  await ada.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
  await ada.mouse.down();
  await ada.mouse.move(port.x - 40, port.y + 120, { steps: 4 });
  await rename({ from: 'three', to: 'third' });
  await ada.mouse.move(to.x + 20, to.y + 8, { steps: 4 });
  await ada.mouse.up();
  await expect(ada.locator('.react-flow__edge[data-id="edge:third next"]')).toHaveCount(1);
  await expect
    .poll(async () => (await studio.draft('held')).edges)
    .toContainEqual({ from: 'third', port: 'next', to: 'first' });
});

test('no error was written to either console', () => {
  expect(studio.faults).toEqual([]);
});

/** Start, and three messages one after another. */
async function open(key: string): Promise<void> {
  const message = (id: string, said: string) => ({ id, type: 'message', config: { text: said } });
  const parts: Partial<FlowDocument> = {
    nodes: [
      { id: 'start', type: 'start' },
      ...[message('one', 'Apple'), message('two', 'Banana fruit'), message('three', 'Cherry fruit')],
    ],
    edges: ['start', 'one', 'two'].map((from, index) => ({ from, port: 'next', to: ['one', 'two', 'three'][index]! })),
    layout: { start: { x: 0, y: 0 }, one: { x: 320, y: 0 }, two: { x: 640, y: 0 }, three: { x: 960, y: 0 } },
  };
  await both.open(key, parts, 'three');
}

/** By Bob, who has its form open then. */
async function rename({ from, to }: { from: string; to: string }): Promise<void> {
  await openForm(card(bob, from));
  await bob.getByRole('textbox', { name: 'Id', exact: true }).fill(to);
  await bob.keyboard.press('Enter');
  await expect(card(ada, to)).toBeVisible();
}

/** Ada's next flow is not made before it is let pass. */
async function holdMaking(): Promise<() => Promise<void>> {
  let pass = () => {};
  const passing = new Promise<void>((resolve) => (pass = resolve));
  await ada.route(/\/flows$/, async (route) => {
    if (route.request().method() === 'POST') await passing;
    await route.continue();
  });
  return async () => {
    pass();
    await ada.unrouteAll({ behavior: 'wait' });
  };
}

async function flowKeys(): Promise<string[]> {
  const { body } = await studio.administer('GET', '/flows');
  return (body as { flows: { key: string }[] }).flows.map(({ key }) => key);
}
