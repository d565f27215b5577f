import { expect, type Page } from '@playwright/test';
import type { Patchbay } from './start-patchbay.ts';

/** Makes the first administrator by the printed link, and leaves the page signed in at the list of flows. */
export async function makeAdministrator({ page, patchbay }: { page: Page; patchbay: Patchbay }): Promise<void> {
  // Printed a moment after the address.
  await expect.poll(() => patchbay.setupLink()).not.toBe('');
  await page.goto(patchbay.setupLink());
  await page.getByLabel('Name').fill('Ada Admin');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
}
