import { expect, type Page, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { EditorPage } from './support/editor-page.ts';
import { Fingers, middleOf } from './support/fingers.ts';
import { openStudio, type Studio } from './support/studio.ts';

// A flow edited by fingers alone, on a tablet and on a telephone.

for (const device of [
  { name: 'a tablet', width: 768, height: 1024 },
  { name: 'a telephone', width: 390, height: 844 },
])
  test.describe(device.name, () => {
    let studio: Studio;
    let page: Page;
    let editor: EditorPage;
    let fingers: Fingers;

    test.describe.configure({ mode: 'serial' });

    test.beforeAll(async ({ browser }) => {
      studio = await openStudio({ browser, ...device, touch: true });
      ({ page } = studio);
      editor = new EditorPage(studio);
      fingers = await Fingers.on(page);
    });

    test.afterAll(() => studio.close());

    const card = (id: string) => editor.card(id);
    const edges = () => page.locator('.react-flow__edge');
    const viewport = () => page.locator('.react-flow__viewport').evaluate((element) => element.style.transform);
    const zoom = async () => Number(/scale\((.*?)\)/.exec(await viewport())?.[1]);
    const title = (id: string) => card(id).locator('.pb-node-title');

    test('one finger moves the canvas, two zoom it, a tap selects, a drag moves a card', async () => {
      await editor.open('moved');
      const pane = (await page.locator('.react-flow__pane').boundingBox())!;
      const free = { x: pane.x + 60, y: pane.y + 40 };
      const before = (await card('hello').boundingBox())!;
      await fingers.swipe({ from: free, to: { x: free.x + 20, y: free.y + 60 } });
      await expect.poll(async () => Math.round((await card('hello').boundingBox())!.y - before.y)).toBe(60);
      const scale = await zoom();
      const middle = { x: pane.x + pane.width / 2, y: pane.y + pane.height - 50 };
      await fingers.swipe(
        { from: { x: middle.x - 20, y: middle.y }, to: { x: middle.x - 90, y: middle.y } },
        { from: { x: middle.x + 20, y: middle.y }, to: { x: middle.x + 90, y: middle.y } },
      );
      await expect.poll(zoom).toBeGreaterThan(scale * 1.5);
      await fingers.swipe(
        { from: { x: middle.x - 90, y: middle.y }, to: { x: middle.x - 30, y: middle.y } },
        { from: { x: middle.x + 90, y: middle.y }, to: { x: middle.x + 30, y: middle.y } },
      );
      await fingers.tap(await middleOf(page.getByRole('button', { name: 'Fit View' })));
      await editor.still(card('hello'));
      await fingers.tap(await middleOf(title('hello')));
      await expect(card('hello').locator('.pb-node')).toHaveAttribute('data-selected', 'true');
      const at = await middleOf(title('hello'));
      await fingers.swipe({ from: at, to: { x: at.x, y: at.y + 90 } });
      await expect.poll(async () => (await middleOf(title('hello'))).y - at.y).toBeGreaterThan(40);
      await expect.poll(async () => (await studio.draft('moved')).layout?.hello?.y ?? 0).toBeGreaterThan(30);
    });

    test('a tap on a port and one on a card connect, and so does a drag; a rest opens the menu', async () => {
      await editor.open('connected');
      await page.getByRole('button', { name: 'Show the nodes' }).tap();
      await page.locator('.pb-palette').getByText('Question', { exact: true }).tap();
      await expect(card('question')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Show the nodes' })).toBeVisible();
      await page.getByRole('button', { name: 'Fit View' }).tap();
      await editor.still(card('question'));
      await expect(edges()).toHaveCount(1);
      await fingers.tap(await middleOf(editor.port('hello', 'next')));
      await fingers.tap(await middleOf(title('question')));
      await expect(edges()).toHaveCount(2);
      // By the name of the port: the whole of its line is the port.
      const label = await middleOf(editor.port('question', 'next'));
      await fingers.swipe({ from: { x: label.x - 12, y: label.y }, to: await middleOf(title('hello')) });
      await expect(edges()).toHaveCount(3);
      await page.getByRole('button', { name: 'Undo' }).tap();
      await expect(edges()).toHaveCount(2);

      await fingers.press(await middleOf(title('hello')));
      const menu = page.getByRole('menu');
      await expect(menu).toBeVisible();
      expect(await axeViolations({ page })).toEqual([]);
      await menu.getByRole('menuitem', { name: /^Delete/ }).tap();
      await expect(card('hello')).toHaveCount(0);
      await expect(edges()).toHaveCount(1);
      await page.getByRole('button', { name: 'Undo' }).tap();
      await expect(edges()).toHaveCount(2);
    });

    test('a port is found by a finger at every zoom at which one edits', async () => {
      await editor.open('fingers');
      // Around a place below the card, so that it stays in view.
      const pinch = async (from: number, to: number) => {
        const { x, y, width, height } = (await card('hello').boundingBox())!;
        const middle = { x: x + width - 30, y: y + height + 50 };
        await fingers.swipe(
          { from: { x: middle.x - from, y: middle.y }, to: { x: middle.x - to, y: middle.y } },
          { from: { x: middle.x + from, y: middle.y }, to: { x: middle.x + to, y: middle.y } },
        );
      };
      const hits = (id: string, handle: string) =>
        editor.port(id, handle).evaluate((port) => {
          const { x, y, width, height } = port.getBoundingClientRect();
          const at = (across: number, down: number) =>
            document.elementFromPoint(x + width / 2 + across, y + height / 2 + down) === port;
          return [at(0, 0), at(0, -18), at(0, 18), at(port.classList.contains('target') ? -16 : 16, 0)];
        });
      await page.getByRole('button', { name: 'Fit View' }).tap();
      await editor.still(card('hello'));
      for (const least of [0.5, 0.8]) {
        while ((await zoom()) < least) await pinch(40, 60);
        while ((await zoom()) > least + 0.15) await pinch(80, 70);
        const [box, pane] = [
          await editor.still(card('hello')),
          (await page.locator('.react-flow__pane').boundingBox())!,
        ];
        const free = { x: pane.x + pane.width / 2, y: box.y + box.height + 40 };
        await fingers.swipe({ from: free, to: { ...free, x: free.x * 2 - box.x - box.width / 2 } });
        await editor.still(card('hello'));
        await expect.poll(() => hits('hello', 'next')).toEqual([true, true, true, true]);
        expect(await hits('hello', 'in')).toEqual([true, true, true, true]);
      }
    });

    test('a lasso is drawn after a tap on its button, and what it caught is acted on beside it', async () => {
      await editor.open('lasso');
      await page.getByRole('button', { name: 'Fit View' }).tap();
      await editor.still(card('hello'));
      const lasso = page.getByRole('button', { name: 'Select with a lasso' });
      await lasso.tap();
      await expect(lasso).toHaveAttribute('aria-pressed', 'true');
      const pane = (await page.locator('.react-flow__pane').boundingBox())!;
      await fingers.swipe({
        from: { x: pane.x + pane.width - 12, y: pane.y + 20 },
        to: { x: pane.x + 12, y: pane.y + pane.height - 90 },
      });
      await expect(page.locator('.pb-node[data-selected]')).toHaveCount(2);
      await expect(lasso).toHaveAttribute('aria-pressed', 'false');
      await page.locator('.pb-side').getByRole('button', { name: 'Duplicate' }).tap();
      await expect(page.locator('.react-flow__node-flow')).toHaveCount(3);
      expect(await axeViolations({ page })).toEqual([]);
    });
  });
