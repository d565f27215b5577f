import { expect, test } from '@playwright/test';
import { starterDocument } from '@patchbay/flow-spec';
import { largeFlow } from '../tools/bench-studio/large-flow.ts';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';

// The canvas seen from far and near, its menu, and frames that hold what stands in them.

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

test('edges lead from port to port however the view was zoomed before; plus zooms in', async () => {
  await studio.makeFlow(largeFlow({ key: 'far', nodes: 300, edges: 450 }));
  await page.goto(`${studio.patchbay.url}/flows/far`);
  await expect(editor.card('n1')).toBeVisible();
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Shift+1');
  await expect(page.locator('.react-flow')).toHaveAttribute('data-detail', 'least');
  await expect(page.locator('.react-flow__edge-path')).toHaveCount(450);
  for (let times = 0; times < 12; times++) await page.keyboard.press('+', { delay: 150 });
  await expect(page.locator('.react-flow')).toHaveAttribute('data-detail', 'full');
  const far = await page.evaluate(() => {
    const ports = [...document.querySelectorAll('.react-flow__handle.source')].map((port) => {
      const { x, y, width, height } = port.getBoundingClientRect();
      return { x: x + width, y: y + height / 2 };
    });
    const starts = [...document.querySelectorAll<SVGPathElement>('.react-flow__edge-path')].map((path) => {
      const start = path.getPointAtLength(0).matrixTransform(path.getScreenCTM()!);
      return { x: start.x, y: start.y };
    });
    const inView = starts.filter(({ x, y }) => x > 250 && x < 1000 && y > 100 && y < 850);
    const off = inView.filter((start) => ports.every((port) => Math.hypot(port.x - start.x, port.y - start.y) > 2));
    return { inView: inView.length, off };
  });
  expect(far.inView).toBeGreaterThan(3);
  expect(far.off).toEqual([]);
});

test('the menu of the canvas does what keys do, for one, for several and for the empty canvas', async () => {
  await editor.open('menu');
  await editor.card('hello').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(3);
  await editor.card('hello').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Cut' }).click();
  await expect(editor.card('hello')).toHaveCount(0);
  await page.keyboard.press('Control+v');
  await expect(editor.card('hello')).toBeVisible();
  await page.mouse.click(700, 760, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Select all' }).click();
  await expect(page.locator('.react-flow__node .pb-node[data-selected]')).toHaveCount(3);
  await editor.card('hello').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Align tops' }).click();
  await expect
    .poll(async () => new Set(Object.values((await studio.draft('menu')).layout ?? {}).map(({ y }) => y)).size)
    .toBe(1);
  await page.mouse.click(700, 760, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Add the next node' }).click();
  await page.getByRole('combobox', { name: 'Search nodes' }).fill('quest');
  await page.keyboard.press('Enter');
  await expect(editor.card('question')).toBeVisible();
});

test('Escape gives up what the pointer is doing: a drag, a connection, a lasso, a resize', async () => {
  await editor.open('given-up');
  const undo = page.getByRole('button', { name: 'Undo' });
  const selected = page.locator('.pb-node[data-selected]');
  const { mouse, keyboard } = page;
  const before = await editor.still(editor.card('hello'));
  const title = { x: before.x + 80, y: before.y + 16 };

  await mouse.move(title.x, title.y);
  await mouse.down();
  await mouse.move(title.x + 60, title.y + 120, { steps: 6 });
  await expect.poll(async () => (await editor.card('hello').boundingBox())!.y - before.y).toBeGreaterThan(80);
  await keyboard.press('Escape');
  await expect.poll(() => editor.card('hello').boundingBox()).toEqual(before);
  await mouse.move(title.x + 90, title.y + 150, { steps: 3 });
  await mouse.up();
  expect(await editor.card('hello').boundingBox()).toEqual(before);
  await expect(undo).toBeDisabled();

  // What is dragged next goes along again, and a connection leads nowhere, even from over a card.
  const port = (await editor.port('hello', 'next').boundingBox())!;
  const start = (await editor.card('start').boundingBox())!;
  for (const to of [
    { x: port.x - 100, y: port.y + 150 },
    { x: start.x + 60, y: start.y + 30 },
  ]) {
    await mouse.move(port.x + 6, port.y + 6);
    await mouse.down();
    await mouse.move(to.x, to.y, { steps: 6 });
    await expect(page.locator('.react-flow__connection')).toHaveCount(1);
    await keyboard.press('Escape');
    await expect(page.locator('.react-flow__connection')).toHaveCount(0);
    await mouse.up();
  }
  await expect(page.getByRole('combobox', { name: 'Search nodes' })).toHaveCount(0);
  await expect(page.locator('.react-flow__edge')).toHaveCount(1);
  await expect(undo).toBeDisabled();

  await editor.card('start').click();
  await keyboard.down('Shift');
  await mouse.move(start.x - 30, start.y - 60);
  await mouse.down();
  await mouse.move(before.x + before.width + 30, before.y + before.height + 60, { steps: 6 });
  await expect(selected).toHaveCount(2);
  await keyboard.press('Escape');
  await expect(selected).toHaveCount(1);
  await mouse.move(before.x + before.width + 60, before.y + before.height + 90, { steps: 3 });
  await mouse.up();
  await keyboard.up('Shift');
  await expect(selected).toHaveCount(1);
  await expect(page.locator('.react-flow__selection, .react-flow__nodesselection')).toHaveCount(0);

  await page.locator('.react-flow').focus();
  await keyboard.press('Control+a');
  await keyboard.press('f');
  const frame = page.locator('.react-flow__node-frame');
  const size = await editor.still(frame);
  const corner = (await frame.locator('.react-flow__resize-control.handle.bottom.right').boundingBox())!;
  await mouse.move(corner.x + 3, corner.y + 3);
  await mouse.down();
  await mouse.move(corner.x + 90, corner.y + 60, { steps: 5 });
  await expect.poll(async () => (await frame.boundingBox())!.width - size.width).toBeGreaterThan(60);
  await keyboard.press('Escape');
  await mouse.up();
  await expect.poll(() => frame.boundingBox()).toEqual(size);
  await editor.drag({
    from: editor.card('hello').locator('.pb-node-title'),
    to: { x: title.x + 30, y: title.y + 100 },
  });
  await expect.poll(async () => (await editor.card('hello').boundingBox())!.y - before.y).toBeGreaterThan(60);
});

test('frames go with what stands in them: laid out, moved by keys, copied, selected with all', async () => {
  const document = starterDocument({ key: 'framed', name: 'Framed' });
  await studio.makeFlow({
    ...document,
    layout: { start: { x: 0, y: 0 }, hello: { x: 40, y: 400 } },
    frames: [{ id: 'f', title: 'Greeting', x: 10, y: 350, width: 400, height: 240 }],
    notes: [{ id: 'n', text: 'Look', x: 60, y: 520, width: 120, height: 60 }],
  });
  const within = async () => {
    const { layout = {}, frames = [] } = await studio.draft('framed');
    const [{ x, y, width, height }, card] = [frames[0]!, layout.hello!];
    return card.x > x && card.x + 248 < x + width && card.y > y && card.y + 100 < y + height;
  };
  await page.goto(`${studio.patchbay.url}/flows/framed`);
  await expect(editor.card('hello')).toBeVisible();
  const before = await studio.draft('framed');
  await page.locator('.react-flow').focus();
  await page.keyboard.press('Shift+L');
  await expect.poll(async () => (await studio.draft('framed')).layout?.hello?.x).toBeGreaterThan(200);
  expect(await within()).toBe(true);
  await page.keyboard.press('Control+z');
  await expect.poll(() => studio.draft('framed')).toEqual(before);

  await page.locator('.pb-frame-title').click();
  await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await studio.draft('framed')).layout?.hello).toEqual({ x: 40, y: 410 });
  const { frames, notes } = await studio.draft('framed');
  expect([frames?.[0]?.y, notes?.[0]?.y]).toEqual([360, 530]);
  await page.keyboard.press('Control+d');
  await expect(page.locator('.react-flow__node-flow')).toHaveCount(3);
  await expect(page.locator('.react-flow__node-note')).toHaveCount(2);
  await page.keyboard.press('Control+a');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(7);
});
