import { expect, test } from '@playwright/test';
import { openStudio, type Studio, watch } from './support/studio.ts';

// The shortest story of the built web apps, which `npm run check -- --fast` tells as well: every address opens in a browser that has been nowhere, and says nothing in the console.

const signedIn = ['flows', 'flows/demo-helpdesk', 'templates', 'connections', 'conversations', 'mentions', 'settings'];
const signedOut = ['sign-in', 'join', 'c/demo-helpdesk'];

let studio: Studio;

test.beforeAll(async ({ browser }) => {
  studio = await openStudio({ browser });
});

test.afterAll(() => studio.close());

test('every address opens, and nothing is said in the console', async ({ browser }) => {
  const storageState = await studio.context.storageState();
  for (const { path, ...state } of [
    ...signedIn.map((path) => ({ path, storageState })),
    ...signedOut.map((path) => ({ path })),
  ])
    await test.step(path, async () => {
      const context = await browser.newContext({ locale: 'en-US', ...state });
      const page = await context.newPage();
      const faults: string[] = [];
      watch({ page, faults });
      await page.goto(`${studio.patchbay.url}/${path}`);
      await expect(page.getByRole('main')).toHaveText(/\w{3}/);
      await expect(page.locator('.pb-loading')).toHaveCount(0);
      expect(faults).toEqual([]);
      await context.close();
    });
  // The page of the first set-up, which was left by now.
  expect(studio.faults).toEqual([]);
});
