import { expect, test } from '@playwright/test';
import { administrator, adminVariables } from './support/administrator.ts';
import { shown, visitChat } from './support/chat-page.ts';
import { galleryFlow } from './support/gallery-flow.ts';
import { type Patchbay, startPatchbay } from './support/start-patchbay.ts';

// What was typed, ticked or rated on the chat page and not sent: kept over a reload, and no longer.

let patchbay: Patchbay;

test.beforeAll(async () => {
  patchbay = await startPatchbay({ env: adminVariables });
  const administer = await administrator(patchbay);
  expect((await administer('POST', '/flows', galleryFlow('gallery'))).status).toBe(201);
  expect((await administer('POST', '/flows/gallery/publish')).body).toMatchObject({ address: 'gallery' });
});

test.afterAll(async () => {
  expect(await patchbay.stop()).toBe(0);
});

test('what was typed into an open form and not sent is there again after a reload, and forgotten once it is sent', async ({
  browser,
}) => {
  const { page, complaints } = await visitChat({ browser, patchbay });
  await page.goto('/c/gallery');
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await shown(page, 'form');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Reason').fill('Mine is\nbroken');
  await page.getByLabel('Mouse').check();
  await page.getByLabel('I have asked my manager').check();
  await page.getByLabel('Write a message').fill('half a sen');
  await page.reload();
  await expect(page.getByLabel('Name')).toHaveValue('Ada');
  await expect(page.getByLabel('Reason')).toHaveValue('Mine is\nbroken');
  await expect(page.getByLabel('Mouse')).toBeChecked();
  await expect(page.getByLabel('Keyboard')).not.toBeChecked();
  await expect(page.getByLabel('I have asked my manager')).toBeChecked();
  await expect(page.getByLabel('Write a message')).toHaveValue('half a sen');
  // A second tab has its own.
  const second = await page.context().newPage();
  await second.goto('/c/gallery');
  await expect(second.getByLabel('Name')).toHaveValue('');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByRole('button', { name: 'Order' }).click();
  await expect(page.getByRole('button', { name: 'Show form' })).toBeVisible();
  await page.getByLabel('Write a message').fill('');
  await expect.poll(kept).toBe('{}');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Show form' })).toBeVisible();
  await expect.poll(kept).toBe('{}');
  // One that was answered in another tab is forgotten here, and all of a conversation that begins anew; a message that is being written is not.
  await shown(page, 'form');
  await page.getByLabel('Name').fill('Bob');
  await second.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Show form' })).toBeVisible();
  await expect.poll(kept).toBe('{}');
  await shown(page, 'form');
  await page.getByLabel('Name').fill('Cleo');
  await page.getByLabel('Write a message').fill('still this');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByText('What shall be shown?')).toHaveCount(1);
  await expect.poll(kept).toContain('still this');
  await expect.poll(kept).not.toContain('Cleo');
  await page.reload();
  await expect(page.getByLabel('Write a message')).toHaveValue('still this');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('what was ticked or rated and not sent is there again after a reload', async ({ browser }) => {
  const { page, complaints } = await visitChat({ browser, patchbay });
  await page.goto('/c/gallery');
  const kept = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  const menuAgain = (times: number) => expect(page.getByText('What shall be shown?')).toHaveCount(times);
  await shown(page, 'several');
  await page.getByLabel('Zürich').check();
  await page.getByLabel('Berlin').check();
  await page.getByLabel('Berlin').uncheck();
  await page.getByLabel('Wien').check();
  await page.reload();
  await expect(page.getByLabel('Berlin')).not.toBeChecked();
  await expect(page.getByLabel('Wien')).toBeChecked();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('You: Zürich, Wien')).toBeVisible();
  await menuAgain(2);
  await shown(page, 'dropdown');
  await page.getByLabel('Which office?').last().selectOption('Wien');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Which office?' })).toHaveValue('wien');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await menuAgain(3);
  await shown(page, 'stars');
  await page.getByRole('button', { name: '4 of 5 stars' }).click();
  await page.getByLabel('Add a comment (optional)').fill('Quick, but');
  await page.reload();
  await expect(page.getByRole('button', { name: '4 of 5 stars' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Add a comment (optional)')).toHaveValue('Quick, but');
  await page.getByRole('button', { name: 'Send rating' }).click();
  await menuAgain(4);
  await expect.poll(kept).toBe('{}');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a page that may keep nothing takes a form all the same', async ({ browser }) => {
  const { page, complaints } = await visitChat({ browser, patchbay });
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  });
  await page.goto('/c/gallery');
  await shown(page, 'form');
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('I have asked my manager').check();
  await page.getByRole('button', { name: 'Order' }).click();
  await expect(page.getByText('ada@example.com')).toBeVisible();
  expect(complaints).toEqual([]);
  await page.context().close();
});
