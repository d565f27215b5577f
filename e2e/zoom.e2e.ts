import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { axeViolations } from './support/axe-violations.ts';
import { chooseInChat } from './support/choose-in-chat.ts';
import { bringBack, cutOff } from './support/network.ts';
import { card, openForm, text } from './support/places.ts';
import { statusFlow } from './support/status-flow.ts';
import { traced } from './support/traced.ts';
import { openStudio, type Studio } from './support/studio.ts';

// The studio for who sees little or nothing: at 200 % zoom, which makes a large window a small one, in the colours of the system, and by what is said.

let studio: Studio;
let page: Page;

/** Windows as they are left by zooming in, and a telephone. */
const small = [
  { width: 640, height: 512 },
  { width: 800, height: 600 },
  { width: 640, height: 400 },
  { width: 360, height: 640 },
];

test.beforeAll(async ({ browser }: { browser: Browser }) => {
  studio = await openStudio({ browser, width: 1280, height: 800 });
  ({ page } = studio);
  await studio.makeFlow({
    ...statusFlow({ key: 'zoomed', url: 'http://127.0.0.1:9/status' }),
    name: 'Zugang zu Anwendungen und Systemen',
  });
  expect((await studio.administer('POST', '/flows/zoomed/publish', { address: 'zoomed' })).status).toBe(200);
});

test.afterAll(() => studio.close());

test.afterEach(async () => {
  expect(studio.faults).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('at 200 % zoom the preview has room for what is said, for what is written and for the data of a node', async () => {
  await open();
  await openForm(card(page, 'each'));
  await page.getByRole('tab', { name: 'Preview' }).click();
  const said = page.locator('.pb-list');
  await expect(said.getByText('What is it about?')).toBeVisible();
  // The data of the node unfold below it, and a test that stands still says so above it.
  await card(page, 'call').click();
  await page.keyboard.press('F9');
  await said.getByRole('button', { name: 'VPN' }).click();
  await expect(page.locator('.pb-debug-state')).toContainText('Paused before');
  await page.locator('.pb-node-data-fold').click();
  for (const size of small) {
    await page.setViewportSize(size);
    await expect.poll(async () => (await box(said)).height).toBeGreaterThan(100);
    await expect.poll(async () => (await box(page.locator('.pb-node-data'))).height).toBeGreaterThan(80);
    await expectReached(said.getByText('What is it about?'));
    await expectReached(page.getByRole('textbox', { name: 'Write a message' }));
    await expectReached(page.locator('.pb-node-data').getByText('The test stands still before this node.'));
    for (const tab of ['Chat', 'Variables']) {
      const whole = page.locator('.mantine-SegmentedControl-label').filter({ hasText: tab });
      await expectReached(whole);
      expect((await box(whole)).height).toBeGreaterThan(20);
    }
  }
  expect(await axeViolations({ page, within: '.pb-side' })).toEqual([]);
  await page.keyboard.press('Shift+F8');
  await page.keyboard.press('F9');
});

test('at 200 % zoom the keys of the outline are one line, which a button unfolds', async () => {
  await open();
  await page.setViewportSize({ width: 640, height: 512 });
  await outline();
  const keys = page.locator('#pb-outline-keys');
  await expect.poll(async () => (await box(keys)).height).toBeLessThan(24);
  await page.getByRole('button', { name: 'Keys of the outline' }).press('Enter');
  await expect.poll(async () => (await box(keys)).height).toBeGreaterThan(40);
  await expect(keys).toContainText('A adds');
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('button', { name: 'Keys of the outline' })).toBeHidden();
  // How bad a problem is, it says by shape and in a word.
  await expect(
    page.getByRole('treeitem', { name: /^HTTP request .*Warning: / }).locator('.pb-warning svg'),
  ).toBeVisible();
});

test('at 200 % zoom a heading keeps clear of what stands beside it, and saving is told by an icon with a name', async () => {
  const past = await pastConversation();
  for (const at of [past, '/flows/zoomed'])
    for (const size of small) {
      await page.setViewportSize(size);
      await page.goto(`${studio.patchbay.url}${at}`);
      await expect(card(page, 'start')).toBeVisible();
      await expect(async () => {
        const heading = await box(page.getByRole('heading', { level: 1 }));
        expect(heading.width).toBeGreaterThan(50);
        for (const button of await page.locator('.pb-toolbar :is(button, a, .mantine-Switch-track):visible').all()) {
          const other = await box(button);
          expect(other.x >= heading.x + heading.width || other.x + other.width <= heading.x).toBe(true);
          expect(other.x + other.width).toBeLessThanOrEqual(size.width);
        }
      }).toPass();
    }
  const saved = page.getByRole('status').filter({ hasText: 'Saved' });
  await expect(saved.locator('svg')).toBeVisible();
  expect(await axeViolations({ page, within: '.pb-toolbar' })).toEqual([]);
});

test('the way of a past conversation is told in words: on the canvas, once a node is selected, and in the outline', async () => {
  await page.goto(`${studio.patchbay.url}${await pastConversation()}`);
  const passed = { name: 'The conversation passed here' };
  const before = await box(card(page, 'pick'));
  await expect(card(page, 'pick').getByRole('img', passed)).toBeVisible();
  await expect(card(page, 'other').getByRole('img', { name: 'The conversation got as far as this' })).toBeVisible();
  await expect(card(page, 'call').locator('.pb-path-mark')).toHaveCount(0);
  expect(await box(card(page, 'pick'))).toEqual(before);
  await card(page, 'pick').click();
  await expect(
    page.locator('[aria-live="polite"]').filter({ hasText: /^Choice.*The conversation passed here/ }),
  ).toHaveCount(1);
  await page.emulateMedia({ forcedColors: 'active' });
  await expect(card(page, 'pick').locator('.pb-path-mark svg')).toBeVisible();
  await outline();
  await expect(page.getByRole('treeitem', { name: /^Choice The conversation passed here/ })).toBeVisible();
  // Nothing is added or removed here.
  await expect(page.locator('#pb-outline-keys')).not.toContainText('A adds');
});

test('in the colours of the system a breakpoint has a shape, and what is selected, failed or stood still at an outline', async () => {
  await open();
  await openForm(card(page, 'each'));
  await page.keyboard.press('F9');
  await page.emulateMedia({ forcedColors: 'active' });
  const mark = card(page, 'each').getByRole('img', { name: 'Breakpoint' });
  await expect(mark.locator('svg')).toBeVisible();
  await expect(mark).toHaveCSS('border-style', 'solid');
  await expect(card(page, 'each').locator('.pb-node')).toHaveCSS('outline-style', 'solid');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.locator('.pb-debug-state')).toContainText('Paused before');
  await card(page, 'start').click();
  await expect(card(page, 'each').locator('.pb-node')).toHaveCSS('outline-style', 'dotted');
  await page.keyboard.press('Shift+F8');
  await card(page, 'each').click();
  await page.keyboard.press('F9');
});

test('what is typed interrupts nobody; that it is not saved is said once, and that it is saved after that', async () => {
  await open();
  await openForm(card(page, 'each'));
  await page.evaluate(listen);
  const heard = () => page.evaluate(() => Reflect.get(window, 'pbHeard') as string[]);
  await text(page).press('End');
  await page.keyboard.type(' {{ vars. and then some more', { delay: 40 });
  await expect(page.locator('.pb-save')).toHaveText('Saved');
  await openForm(card(page, 'call'));
  const box = page.getByRole('group', { name: 'Warning: Port “Error”' });
  await expect(box).toContainText('leads nowhere');
  expect((await heard()).filter((one) => /sav|error|warning|leads nowhere, so/i.test(one))).toEqual([]);

  await openForm(card(page, 'each'));
  await cutOff(page);
  await text(page).pressSequentially(' and all that', { delay: 40 });
  await expect(page.getByRole('status').filter({ hasText: 'kept here' })).toBeVisible();
  const notSaved = 'No connection. What you change is kept here until there is one.';
  await expect.poll(async () => (await heard()).filter((one) => /sav|kept/i.test(one))).toEqual([notSaved]);
  await bringBack(page);
  await expect(page.locator('.pb-save')).toHaveText('Saved');
  await expect.poll(async () => (await heard()).filter((one) => /sav|kept/i.test(one))).toEqual([notSaved, 'Saved']);
  studio.faults.splice(0);
});

async function open(): Promise<void> {
  await page.goto(`${studio.patchbay.url}/flows/zoomed`);
  await expect(card(page, 'start')).toBeVisible();
}

async function outline(): Promise<void> {
  await page.locator('.react-flow').focus();
  await page.keyboard.press('o');
  await expect(page.getByRole('tree')).toBeVisible();
}

/** The address of the canvas of a conversation that somebody had. */
async function pastConversation(): Promise<string> {
  await chooseInChat({ patchbay: studio.patchbay, bot: 'zoomed', option: 'other' });
  await page.goto(`${studio.patchbay.url}/conversations`);
  await page.locator('.pb-row').first().click();
  await expect(page).toHaveURL(/\/conversations\/[^/]+$/);
  const { pathname } = new URL(page.url());
  await traced({ studio, id: pathname.split('/').at(-1)! });
  return `${pathname}/canvas`;
}

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (!found) throw new Error(`${String(locator)} is not drawn`);
  return found;
}

/** That it can be scrolled to, and nothing lies over it then. */
async function expectReached(locator: Locator): Promise<void> {
  await locator.scrollIntoViewIfNeeded();
  await expect(locator).toBeInViewport({ ratio: 0.9 });
  await locator.click({ trial: true });
}

// Runs in the page: all that a screen reader would be given to say.
function listen(): void {
  const heard: string[] = [];
  Reflect.set(window, 'pbHeard', heard);
  const told = new WeakMap<Element, string>();
  const regions = '[aria-live]:not([aria-live="off"]), [role="status"]:not([aria-live="off"]), [role="alert"]';
  const look = (isFirst: boolean) => {
    for (const region of document.querySelectorAll(regions)) {
      const says = region.textContent.trim();
      if (told.get(region) === says) continue;
      told.set(region, says);
      if (says && !isFirst) heard.push(says);
    }
  };
  look(true);
  new MutationObserver(() => look(false)).observe(document, { subtree: true, childList: true, characterData: true });
}
