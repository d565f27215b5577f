import { expect, type Page, test } from '@playwright/test';
import { EditorPage } from './support/editor-page.ts';
import { openStudio, type Studio } from './support/studio.ts';

// Who leaves the editor with an edit on its way finds it made once.

let studio: Studio;
let page: Page;
let editor: EditorPage;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
  ({ page } = studio);
  editor = new EditorPage(studio);
});

test.afterAll(() => studio.close());

const ways: Record<string, () => Promise<void>> = {
  async 'a link, and back'() {
    await page.getByRole('link', { name: 'All flows' }).click();
    await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
    await page.goBack();
  },
  async 'a reload'() {
    await page.reload();
  },
  async 'another address, and back'() {
    await page.goto(`${studio.patchbay.url}/connections`);
    await page.goBack();
  },
};

test('who leaves the editor while a subflow is made leaves no flow behind, and nothing is claimed', async () => {
  await editor.open('unmade');
  await page.goto(`${studio.patchbay.url}/flows`);
  await page.getByRole('link', { name: 'By unmade' }).click();
  await editor.card('hello').click();
  await page.locator('.react-flow').focus();
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Name of the new flow' }).fill('Never wanted');
  let pass = () => {};
  const passing = new Promise<void>((resolve) => (pass = resolve));
  await page.route(/\/flows$/, async (route) => {
    if (route.request().method() === 'POST') await passing;
    await route.continue();
  });
  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE');
  await page.keyboard.press('Enter');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  pass();
  expect(new URL((await deleted).url()).pathname).toMatch(/\/flows\/never-wanted$/);
  await page.unrouteAll({ behavior: 'wait' });
  await expect(page.getByRole('link', { name: 'Never wanted' })).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect((await studio.draft('unmade')).nodes.map(({ id }) => id)).toEqual(['start', 'hello']);
  expect(studio.faults).toEqual([]);
});

for (const [index, [how, leave]] of Object.entries(ways).entries())
  test(`what is made right before one leaves by ${how}, is there once and is taken back by one step`, async () => {
    const key = `left-${index}`;
    const ids = async () => (await studio.draft(key)).nodes.map(({ id }) => id);
    await editor.open(key);
    await editor.card('hello').click();
    await page.keyboard.press('Control+d');
    await leave();
    await expect(editor.card('hello_2')).toBeVisible();
    await expect.poll(ids).toEqual(['start', 'hello', 'hello_2']);
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(3);
    await page.locator('.react-flow').focus();
    await page.keyboard.press('Control+z');
    await expect(editor.card('hello_2')).toHaveCount(0);
    await expect.poll(ids).toEqual(['start', 'hello']);
    await expect(page.locator('.react-flow__node-flow')).toHaveCount(2);
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    expect(studio.faults).toEqual([]);
  });
